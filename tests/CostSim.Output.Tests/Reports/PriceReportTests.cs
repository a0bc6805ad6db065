using System.Text;
using CostSim.Output.Reports;
using CostSim.Scenarios;
using CostSim.Scenarios.Reading;

namespace CostSim.Output.Tests.Reports;

/// <summary>What <c>costsim prices</c> tells, word by word, of a small catalogue.</summary>
public class PriceReportTests
{
    private const string Text = """
        {
          "rows": [
            { "provider": "acme", "model": "one", "tier": "standard", "usdPerMillion": { "input": 2, "cachedInput": 0.2, "cacheWrite5m": 2.5, "cacheWrite1h": 4, "output": 8 }, "from": "2026-01-01", "checkedOn": "2026-11-21", "source": "the price page" },
            { "provider": "acme", "model": "one", "tier": "standard", "aboveInputTokens": 200000, "usdPerMillion": { "input": 4, "output": 12 }, "from": "2026-01-01", "checkedOn": "2026-08-01", "source": "the price page" },
            { "provider": "acme", "model": "one", "tier": "batch", "usdPerMillion": { "input": 1, "output": 5 }, "from": "2026-03-01", "to": "2026-11-30", "checkedOn": "2026-11-21", "source": "the batch page", "note": "for a while" },
            { "provider": "acme", "model": "one", "tier": "batch", "usdPerMillion": { "cachedInput": 0.1 }, "from": "2026-03-01", "to": "2026-11-30", "checkedOn": "2026-11-21", "source": "half of standard", "derived": true },
            { "provider": "zeta", "model": "two", "tier": "batch", "usdPerMillion": { "input": 0.01, "output": 0.5 }, "from": "2026-03-01", "to": "2026-05-31", "checkedOn": "2026-05-01", "source": "a list" },
            { "provider": "zeta", "model": "two", "tier": "batch", "usdPerMillion": { "input": 0.01, "output": 0.4 }, "from": "2026-06-01", "checkedOn": "2026-06-01", "source": "a list" },
          ],
          "aliases": [ { "provider": "acme", "model": "one", "names": ["one-2026-01-01", "one-latest"] } ],
        }
        """;

    private static readonly PriceCatalogue Catalogue = CatalogueReader.Read("prices.json", Encoding.UTF8.GetBytes(Text)).Catalogue!;

    [Fact]
    public void A_list() => ReportTests.RequireGolden("prices-list", PriceListReport.List(Catalogue, null));

    [Fact]
    public void A_list_of_one_provider() => ReportTests.RequireGolden("prices-list-provider", PriceListReport.List(Catalogue, "zeta"));

    [Fact]
    public void A_model() => ReportTests.RequireGolden("prices-show", PriceListReport.Show(Catalogue, "acme/one-latest"));

    [Fact]
    public void A_model_whose_prices_have_ended() =>
        ReportTests.RequireGolden("prices-show-ended", PriceListReport.Show(Catalogue.AsOf(new DateOnly(2026, 12, 1)), "one"));

    [Fact]
    public void A_check() =>
        ReportTests.RequireGolden("prices-check", PriceCheckReport.Check(Catalogue, CatalogueCheck.Of(Catalogue, Catalogue.Day)));

    [Fact]
    public void A_check_without_findings() => ReportTests.RequireGolden("prices-check-clean", PriceCheckReport.Check(Catalogue, []));

    [Fact]
    public void An_import()
    {
        var result = new ImportResult(
            Catalogue.Rows, [], 20,
            [
                new("a", "field search_context_cost_per_query", false), new("b", "no price of tokens", true),
                .. "cdefghi".Select(name => new Unmapped($"{name}", "tiered_pricing: prices by range", true)),
            ], ["acme"]);
        ReportTests.RequireGolden("prices-import", PriceCheckReport.Import(result, null, all: false));
        ReportTests.RequireGolden("prices-import-all", PriceCheckReport.Import(result, "acme", all: true));
    }
}
