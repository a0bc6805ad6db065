using System.Text;
using CostSim.Scenarios.Reading;

namespace CostSim.Scenarios.Tests.Prices;

/// <summary>Short catalogues.</summary>
internal static class GivenPrices
{
    /// <summary>A row of the catalogue's text, whole but for what the test looks at.</summary>
    /// <param name="usdPerMillion">The amounts.</param>
    /// <param name="more">Further keys, each with a comma before it.</param>
    public static string Row(string usdPerMillion, string more = "", string provider = "acme", string model = "one", string tier = "batch",
        string from = "2026-01-01", string checkedOn = "2026-11-21") =>
        $$"""{ "provider": "{{provider}}", "model": "{{model}}", "tier": "{{tier}}", "usdPerMillion": { {{usdPerMillion}} }, "from": "{{from}}", "checkedOn": "{{checkedOn}}", "source": "test"{{more}} }""";

    public static string Text(params string[] rows) => $"{{ \"rows\": [\n{string.Join(",\n", rows)}\n] }}";

    public static CatalogueReading Read(string text) => CatalogueReader.Read("prices.json", Encoding.UTF8.GetBytes(text));

    public static PriceCatalogue Catalogue(params string[] rows)
    {
        var reading = Read(Text(rows));
        Assert.Empty(reading.Diagnostics);
        return reading.Catalogue!;
    }

    /// <summary>The only price of a day.</summary>
    public static Price? PriceOn(PriceCatalogue catalogue, string day) =>
        catalogue.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Prices.SingleOrDefault();
}
