using CostSim.Scenarios.Reading;
using CostSim.Scenarios.Tests.Prices;

namespace CostSim.Scenarios.Tests.Reading;

public class CatalogueReaderTests
{
    private const string Both = "\"input\": 1, \"output\": 4";

    [Theory]
    [InlineData("\"input\": 0, \"output\": 4",
        "error rows.0.usdPerMillion.input: 0 is no price: more than 0 and at most 100,000 USD for a million tokens, six decimals at "
            + "most\n    Leave out what is not established: it is then unknown, and never $0.")]
    [InlineData("\"input\": null, \"output\": 4",
        "error rows.0.usdPerMillion.input: null is no value\n    Leave out what is not established: it is then unknown, and never $0.")]
    [InlineData("\"input\": 0.0000001", "error rows.0.usdPerMillion.input: 0.0000001 is no price: more than 0")]
    [InlineData("\"input\": 100001", "error rows.0.usdPerMillion.input: 100001 is no price: more than 0")]
    [InlineData("\"input\": -1", "error rows.0.usdPerMillion.input: -1 is negative")]
    [InlineData("\"input\": 1e999", "error rows.0.usdPerMillion.input: 1e999 is too large")]
    [InlineData("\"input\": \"1\"", "error rows.0.usdPerMillion.input: \"1\" stands where a number belongs")]
    [InlineData("\"inputs\": 1", "error rows.0.usdPerMillion.inputs: unknown key \"inputs\" in `usdPerMillion`\n    Did you mean `input`?")]
    [InlineData("", "error rows.0.usdPerMillion: the row has no price")]
    public void A_fault_of_an_amount_is_told(string amounts, string expected) =>
        Assert.Contains(expected, Assert.Single(GivenPrices.Read(GivenPrices.Text(GivenPrices.Row(amounts))).Diagnostics).ToString(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(""", "to": "2025-12-31" """, "prices.json(2,", "error rows.0.to: the last day lies before the first, 2026-01-01")]
    [InlineData(""", "to": "soon" """, "prices.json(2,",
        "error rows.0.to: \"soon\" is no day\n    Year, month and day in double quotes: \"2026-11-21\".")]
    [InlineData(""", "derived": 1 """, "prices.json(2,", "error rows.0.derived: 1 is not allowed here")]
    [InlineData(""", "aboveInputTokens": 0 """, "prices.json(2,",
        "error rows.0.aboveInputTokens: 0 is no whole number between 1 and 1,000,000,000")]
    [InlineData(""", "until": "2026-12-31" """, "prices.json(2,",
        "error rows.0.until: unknown key \"until\" in a price row\n    Allowed: `provider`,")]
    public void A_fault_of_a_row_is_told_at_its_place(string more, string place, string expected)
    {
        var told = Assert.Single(GivenPrices.Read(GivenPrices.Text(GivenPrices.Row(Both, more))).Diagnostics).ToString();
        Assert.StartsWith(place, told, StringComparison.Ordinal);
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_missing_key_is_told() => Assert.Equal(
        ["rows.0.provider", "rows.0.model", "rows.0.tier", "rows.0.usdPerMillion", "rows.0.from", "rows.0.checkedOn", "rows.0.source"],
        GivenPrices.Read("""{ "rows": [ {} ] }""").Diagnostics.Select(found => found.Path));

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("[]", "[] stands where an object belongs")]
    [InlineData("{}", "`rows` is missing")]
    [InlineData("""{ "rows": [] }""", "the catalogue has no rows")]
    [InlineData("""{ "rows": {} }""", "an object stands where a list")]
    public void What_is_no_catalogue_is_told(string text, string expected)
    {
        var reading = GivenPrices.Read(text);
        Assert.Null(reading.Catalogue);
        Assert.Contains(expected, Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-31", false)]
    [InlineData("2026-06-01", true)]
    public void A_component_has_one_price_a_day(string last, bool overlaps)
    {
        var reading = GivenPrices.Read(
            GivenPrices.Text(
                GivenPrices.Row(Both, $", \"to\": \"{last}\""), GivenPrices.Row("\"output\": 3, \"cachedInput\": 1", from: "2026-06-01")));
        if (overlaps)
            Assert.Contains("error rows.1.usdPerMillion: the row in line 2 has a price of `output` on the same days",
                Assert.Single(reading.Diagnostics).ToString(), StringComparison.Ordinal);
        else
            Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void Calls_have_one_limit_a_day() => Assert.Contains(
        "error rows.2.aboveInputTokens: the row in line 3 has another limit, 100, on the same days",
        Assert.Single(GivenPrices.Read(GivenPrices.Text(
            GivenPrices.Row(Both), GivenPrices.Row(Both, """, "aboveInputTokens": 100 """),
            GivenPrices.Row(Both, """, "aboveInputTokens": 200 """))).Diagnostics).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void An_alias_stands_for_a_model_that_is_there() => Assert.Equal(
        ["there is no row of \"two\" by acme", "\"one\" has rows of its own"],
        GivenPrices.Read($$"""
            { "rows": [ {{GivenPrices.Row(Both)}} ], "aliases": [ { "provider": "acme", "model": "two", "names": ["2"] }, { "provider": "acme", "model": "one", "names": ["one"] } ] }
            """).Diagnostics.Select(found => found.Message));

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var reading = CatalogueReader.ReadFile("no-such-prices.json");
        Assert.Null(reading.Catalogue);
        Assert.Equal("there is no such file", Assert.Single(reading.Diagnostics).Message);
    }

    [Fact]
    public void Mutated_catalogues_are_answered()
    {
        var random = new Random(20261121);
        var seed = System.Text.Encoding.UTF8.GetBytes(
            GivenPrices.Text(GivenPrices.Row(Both, """, "aboveInputTokens": 9, "to": "2026-12-31", "derived": true """),
                GivenPrices.Row(Both, tier: "standard")));
        for (var i = 0; i < 3000; i++)
        {
            var text = seed.ToList();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                text[random.Next(text.Count)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]:,\"01e-n"[random.Next(12)]);
            var reading = CatalogueReader.Read("fuzz", text.ToArray());
            Assert.True(reading.Catalogue is not null || reading.Diagnostics.Count > 0);
        }
    }
}
