using System.Globalization;
using CostSim.Scenarios;
using CostSim.Scenarios.Reading;

namespace CostSim.Cli.Terminal;

/// <summary>Today's date: the default day for prices, and the only use of a clock in computed results.</summary>
internal static class Today
{
    /// <summary>The day in UTC, so that it is the same for everyone.</summary>
    public static DateOnly Date => DateOnly.FromDateTime(DateTime.UtcNow);
}

/// <summary>Parses days of the command line.</summary>
internal static class Days
{
    public static DateOnly Parse(string option, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"{option} {text}: expected a date such as 2026-11-21");
}

/// <summary>The price catalogue that a command uses.</summary>
internal static class Catalogues
{
    /// <summary>The help of <c>--prices</c> and of <c>--prices-only</c>.</summary>
    public const string FileHelp = "Your own prices: they take precedence over those of the program; see 'costsim prices'.";
    public const string OnlyHelp = "With --prices: no price but those of the file.";

    /// <summary>The built-in catalogue, with a file laid over it or in its place; null if the file has errors, which are printed.</summary>
    /// <param name="path">The file, or null for the built-in catalogue.</param>
    /// <param name="only">Whether the file stands in its place.</param>
    /// <param name="day">The default day for prices.</param>
    public static PriceCatalogue? Read(string? path, bool only, DateOnly day)
    {
        if (path is null)
            return only ? throw new UsageException("--prices-only: which prices? Name the file with --prices FILE")
                : PriceCatalogue.BuiltIn.AsOf(day);
        var reading = CatalogueReader.ReadFile(path);
        Complaint.Print(reading.Diagnostics);
        return reading.Catalogue is not { } own ? null : (only ? own : PriceCatalogue.BuiltIn.With(own)).AsOf(day);
    }
}
