using CostSim.Scenarios;
using CostSim.Scenarios.Reading;

namespace CostSim.Tests;

/// <summary>The prices of tests, which no check or change of the program's own catalogue moves.</summary>
internal static class FixedPrices
{
    /// <summary>The catalogue's file, for the program's option <c>--prices</c>.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "prices.json");

    /// <summary>Every row was checked on 2026-11-21, which is also its day.</summary>
    public static PriceCatalogue Catalogue { get; } = Read(File);

    /// <summary>Few prices, with what is known of their models, for the rules of billing.</summary>
    public static PriceCatalogue OfBilling { get; } = Read(Path.Combine(AppContext.BaseDirectory, "billing-prices.json"));

    private static PriceCatalogue Read(string file)
    {
        var reading = CatalogueReader.ReadFile(file);
        return reading.Catalogue ?? throw new InvalidDataException(string.Join('\n', reading.Diagnostics));
    }
}
