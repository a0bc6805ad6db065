using System.Globalization;

namespace CostSim.Scenarios;

/// <summary>What can be wrong with a price that is well written.</summary>
public enum PriceFault
{
    /// <summary>Not held against its source for too long.</summary>
    Stale,

    /// <summary>No price where one would be looked for.</summary>
    Gap,

    /// <summary>A batch price that is not half of the standard price, as it is with every provider known so far.</summary>
    NotHalf,

    /// <summary>An amount out of proportion to its neighbours.</summary>
    Oddity,
}

/// <summary>One finding in a price catalogue.</summary>
/// <param name="Fault">Its kind.</param>
/// <param name="Provider">Who sells the model.</param>
/// <param name="Model">The model.</param>
/// <param name="Tier">The tier, or null where it is about both.</param>
/// <param name="Message">What is found.</param>
public sealed record PriceFinding(PriceFault Fault, string Provider, string Model, Tier? Tier, string Message);

/// <summary>Looks through a catalogue as it stands on a day.</summary>
public static class CatalogueCheck
{
    /// <summary>Output has cost 2 to 10 times the input; beyond these it is a slip more often than a price.</summary>
    private const decimal OutputPerInputMax = 20;

    /// <summary>Reading from the cache has cost a tenth of the input or more.</summary>
    private const decimal InputPerCachedMax = 10;

    /// <summary>Everything found, in the order of the catalogue; nothing where all is well.</summary>
    public static IReadOnlyList<PriceFinding> Of(PriceCatalogue catalogue, DateOnly day)
    {
        var sheet = catalogue.On(day);
        var found = new List<PriceFinding>();
        foreach (var ofModel in catalogue.Rows.GroupBy(row => (row.Provider, row.Model)))
        {
            var rows = ofModel.ToList();
            foreach (var ofTier in rows.GroupBy(row => row.Tier))
                CheckTier([.. ofTier], sheet, day, found);
            var prices = sheet.Prices.Where(price => (price.Provider, price.Model) == ofModel.Key).ToList();
            if (prices is [var only])
                found.Add(Finding(PriceFault.Gap, only, $"no {(only.Tier == Tier.Batch ? "standard" : "batch")} price"));
            if (prices.Find(price => price.Tier == Tier.Standard) is { } standard
                && prices.Find(price => price.Tier == Tier.Batch) is { } batch)
                found.AddRange(CompareTiers(standard, batch, sheet));
        }

        return found;
    }

    private static void CheckTier(List<PriceRow> rows, PriceSheet sheet, DateOnly day, List<PriceFinding> found)
    {
        var first = rows[0];
        var current = rows.Where(row => row.To is not { } last || last >= day).ToList();
        if (current.Count > 0 && current.Min(row => row.CheckedOn) is var checkedOn && day.DayNumber - checkedOn.DayNumber is var age
            && PriceAge.IsOld(age))
            Add(PriceFault.Stale, string.Create(CultureInfo.InvariantCulture, $"last checked on {checkedOn:yyyy-MM-dd}, {age} days ago"));
        if (rows.Max(row => row.CheckedOn) is var latest && latest > day)
            Add(PriceFault.Oddity, string.Create(CultureInfo.InvariantCulture, $"checked on {latest:yyyy-MM-dd}, which is still to come"));
        var price = sheet.Prices.FirstOrDefault(
            price => (price.Provider, price.Model, price.Tier) == (first.Provider, first.Model, first.Tier));
        if (price is null)
            Add(PriceFault.Gap, NoPrice(rows, day));
        else if (price.To is { } end)
        {
            var next = rows.Any(row => row.From == end.AddDays(1)) ? ", then at another price" : " and no longer";
            Add(PriceFault.Gap, string.Create(CultureInfo.InvariantCulture, $"known until {end:yyyy-MM-dd}{next}"));
        }

        if (price is not null)
            found.AddRange(Oddities(price).Select(message => Finding(PriceFault.Oddity, price, message)));

        void Add(PriceFault fault, string message) => found.Add(new PriceFinding(fault, first.Provider, first.Model, first.Tier, message));
    }

    private static string NoPrice(List<PriceRow> rows, DateOnly day)
    {
        if (rows.Any(row => row.HoldsOn(day)))
            return "no price: input or output is missing, for short calls or for long ones";
        return rows.Where(row => row.From > day).Select(row => row.From).DefaultIfEmpty().Min() is var next && next > day
            ? string.Create(CultureInfo.InvariantCulture, $"no price before {next:yyyy-MM-dd}")
            : string.Create(CultureInfo.InvariantCulture, $"no price after {rows.Max(row => row.To):yyyy-MM-dd}");
    }

    private static IEnumerable<string> Oddities(Price price)
    {
        foreach (var message in Oddities((TokenPrices)price))
            yield return message;
        if (price.LongContext is not { } longer)
            yield break;
        foreach (var message in Oddities((TokenPrices)longer))
            yield return $"long context: {message}";
        if (longer.InputPicoUsd < price.InputPicoUsd || longer.OutputPicoUsd < price.OutputPicoUsd)
            yield return "long context is cheaper than short";
    }

    private static IEnumerable<string> Oddities(TokenPrices prices)
    {
        var (input, cachedInput, writes) = (prices.InputPicoUsd, prices.CachedInputPicoUsd, prices.CacheWrite);
        if (prices.OutputPicoUsd < input)
            yield return "output is cheaper than input";
        if (prices.OutputPicoUsd is { } output && output > OutputPerInputMax * input)
            yield return Times("output is", output, input, "the input price");
        if (cachedInput > input)
            yield return "cached input is dearer than input";
        if (cachedInput is { } cached && cached * InputPerCachedMax < input)
            yield return Times("input is", input, cached, "the price of cached input");
        if (new[] { writes.PicoUsd, writes.FiveMinutesPicoUsd, writes.OneHourPicoUsd }.Any(write => write < input))
            yield return "a cache write is cheaper than input";
        if (writes.OneHourPicoUsd < writes.FiveMinutesPicoUsd)
            yield return "a cache write for an hour is cheaper than one for five minutes";
    }

    private static string Times(string what, long dearer, long cheaper, string than) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {(decimal)dearer / cheaper:0.#} times {than}");

    /// <summary>Derived prices are not compared: they follow from the standard price, or from a rule of their own.</summary>
    private static IEnumerable<PriceFinding> CompareTiers(Price standard, Price batch, PriceSheet sheet)
    {
        var standardRows = sheet.RowsOf(standard);
        foreach (var row in sheet.RowsOf(batch).Where(row => !row.IsDerived))
        {
            foreach (var (component, picoUsd) in row.PicoUsd)
            {
                var full = standardRows.Where(
                    other => other.AboveInputTokens == row.AboveInputTokens && other.PicoUsd.ContainsKey(component))
                    .Select(other => (long?)other.PicoUsd[component]).FirstOrDefault();
                if (full is { } whole && 2 * picoUsd != whole)
                    yield return Finding(PriceFault.NotHalf, batch, string.Create(
                        CultureInfo.InvariantCulture,
                        $"{ComponentName.Of(component)} is {picoUsd * 100m / whole:0.#} % of standard, not half"));
            }
        }
    }

    private static PriceFinding Finding(PriceFault fault, Price price, string message) =>
        new(fault, price.Provider, price.Model, price.Tier, message);
}
