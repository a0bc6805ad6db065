using System.Text;

namespace CostSim.Scenarios.Tests.Prices;

public class CatalogueTextTests
{
    [Fact]
    public void The_catalogue_of_the_program_survives_being_written_and_read()
    {
        var built = PriceCatalogue.BuiltIn;
        var text = Encoding.UTF8.GetString(CatalogueText.Of(built, "About\nit"));
        var reading = GivenPrices.Read(text);

        Assert.Empty(reading.Diagnostics);
        Assert.StartsWith("{\n  // About it\n  \"rows\": [\n", text, StringComparison.Ordinal);
        Assert.Equal(built.Rows.Select(Told), reading.Catalogue!.Rows.Select(Told));
        Assert.Equal(built.Aliases.Select(alias => $"{alias.Provider} {alias.Model} {string.Join(' ', alias.Names)}"),
            reading.Catalogue.Aliases.Select(alias => $"{alias.Provider} {alias.Model} {string.Join(' ', alias.Names)}"));
        Assert.Equal(built.Models, reading.Catalogue.Models);
        Assert.Equal(built.Fees, reading.Catalogue.Fees);
        Assert.Equal(built.Tokenizers, reading.Catalogue.Tokenizers);
    }

    [Fact]
    public void A_row_is_one_line()
    {
        var row = GivenPrices.Catalogue(
            GivenPrices.Row("\"output\": 4, \"input\": 0.000001",
                """, "note": "a \"note\"", "aboveInputTokens": 7, "derived": true, "to": "2026-12-31" """)).Rows[0];

        Assert.Equal(
            """
            {
              // x
              "rows": [
                { "provider": "acme", "model": "one", "tier": "batch", "aboveInputTokens": 7, "usdPerMillion": { "input": 0.000001, "output": 4 }, "from": "2026-01-01", "to": "2026-12-31", "checkedOn": "2026-11-21", "source": "test", "derived": true, "note": "a \"note\"" }
              ]
            }

            """, Encoding.UTF8.GetString(CatalogueText.Of(new PriceCatalogue([row], []), "x")));
    }

    /// <summary>All that a row says, with its prices in an order.</summary>
    private static string Told(PriceRow row)
    {
        var none = new Dictionary<PriceComponent, long>();
        var others = $"{row with { PicoUsd = none }}".Replace($"{none}", "", StringComparison.Ordinal);
        return $"{others} {string.Join(' ', row.PicoUsd.OrderBy(known => known.Key))}";
    }
}
