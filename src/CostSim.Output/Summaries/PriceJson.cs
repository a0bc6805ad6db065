using System.Globalization;
using System.Text.Json;
using CostSim.Scenarios;

namespace CostSim.Output.Summaries;

/// <summary>How <c>summary.json</c> and the manifest say which prices a result rests on.</summary>
internal static class PriceJson
{
    /// <summary>The day whose prices hold, and the prices that calls and allowances use. Amounts are USD for a million tokens.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="cases">What was run; the day is that of the first.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<Scenario> cases)
    {
        var scenarios = cases.ToList();
        WriteDay(json, "pricesOn", scenarios[0].PricesOn);
        json.WriteStartArray("prices");
        foreach (var (price, day) in PriceUse.Of(scenarios))
            WritePrice(json, price, day);
        json.WriteEndArray();
    }

    public static void WriteDay(Utf8JsonWriter json, string name, DateOnly? day)
    {
        if (day is { } known)
            json.WriteString(name, known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            json.WriteNull(name);
    }

    private static void WritePrice(Utf8JsonWriter json, Price price, DateOnly day)
    {
        json.WriteStartObject();
        json.WriteString("provider", price.Provider);
        json.WriteString("model", price.Model);
        json.WriteString("tier", TierName.Of(price.Tier));
        WriteAmounts(json, price.InputPicoUsd, price.CachedInputPicoUsd, price.CacheWrite, price.OutputPicoUsd);
        if (price.LongContext is { } longer)
        {
            json.WriteStartObject("longContext");
            json.WriteNumber("aboveInputTokens", longer.AboveInputTokens);
            WriteAmounts(json, longer.InputPicoUsd, longer.CachedInputPicoUsd, longer.CacheWrite, longer.OutputPicoUsd);
            json.WriteEndObject();
        }

        WriteDay(json, "from", price.From);
        WriteDay(json, "to", price.To);
        WriteDay(json, "checkedOn", price.CheckedOn);
        json.WriteNumber("ageDays", price.AgeOn(day));
        json.WriteString("source", price.Source);
        if (price.CacheSource is { } cacheSource)
            json.WriteString("cacheSource", cacheSource);
        json.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter json, long input, long? cachedInput, CacheWritePrices writes, long output)
    {
        json.WriteNumber("inputUsdPerMillion", input / 1e6m);
        if (cachedInput is { } cached)
            json.WriteNumber("cachedInputUsdPerMillion", cached / 1e6m);
        else
            json.WriteNull("cachedInputUsdPerMillion");
        WriteAmount(json, "cacheWriteUsdPerMillion", writes.PicoUsd);
        WriteAmount(json, "cacheWrite5mUsdPerMillion", writes.FiveMinutesPicoUsd);
        WriteAmount(json, "cacheWrite1hUsdPerMillion", writes.OneHourPicoUsd);
        json.WriteNumber("outputUsdPerMillion", output / 1e6m);
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, long? picoUsd)
    {
        if (picoUsd is { } known)
            json.WriteNumber(name, known / 1e6m);
    }
}
