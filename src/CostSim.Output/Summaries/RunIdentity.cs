using System.Security.Cryptography;
using System.Text;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>
/// What the numbers of a run depend on, apart from how many trials there are: with the same identity each trial is the same, on any
/// machine.
/// </summary>
/// <param name="Program">The program and its version.</param>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Cases">The cases, in order.</param>
/// <param name="PricesOn">The day whose prices hold.</param>
/// <param name="PricesHash">SHA-256 of the prices used.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="IsCallByCall">Whether call by call was asked for.</param>
/// <param name="HoldsRunFactors">Whether run-level factors are held.</param>
public sealed record RunIdentity(
    string Program, string Scenario, IReadOnlyList<CaseIdentity> Cases, DateOnly PricesOn, string PricesHash, ulong Seed,
    bool IsCallByCall, bool HoldsRunFactors)
{
    public static RunIdentity Of(IReadOnlyList<SizedScenario> cases, RunOptions options, string version)
    {
        var scenarios = cases.Select(one => one.Scenario).ToList();
        return new RunIdentity(
            $"costsim {version}", scenarios[0].Name, [.. cases.Select(CaseIdentity.Of)], scenarios[0].PricesOn, HashOf(scenarios),
            options.Seed, options.IsCallByCall, options.HoldsRunFactors);
    }

    /// <summary>How it differs from another, in words, such as "the seed is 2, not 1"; null if it does not.</summary>
    public string? DifferenceFrom(RunIdentity other)
    {
        if (Program != other.Program)
            return $"the program is {Program}, not {other.Program}";
        if (Scenario != other.Scenario)
            return $"the scenario is \"{Scenario}\", not \"{other.Scenario}\"";
        if (Seed != other.Seed)
            return FormattableString.Invariant($"the seed is {Seed}, not {other.Seed}");
        if (PricesOn != other.PricesOn)
            return FormattableString.Invariant($"the prices are those of {PricesOn:yyyy-MM-dd}, not of {other.PricesOn:yyyy-MM-dd}");
        if (!Cases.Select(one => one with { Hash = "" }).SequenceEqual(other.Cases.Select(one => one with { Hash = "" })))
            return "the runs, variants or numbers of items are others";
        if (!Cases.SequenceEqual(other.Cases))
            return "the text of the scenario, its changes or its data files are others";
        if (PricesHash != other.PricesHash)
            return "the prices are others";
        return (IsCallByCall, HoldsRunFactors) == (other.IsCallByCall, other.HoldsRunFactors) ? null
            : "--method or --fix-run are others";
    }

    /// <summary>Whole picodollars: no rounding, no culture.</summary>
    private static string HashOf(IEnumerable<Scenario> scenarios)
    {
        var prices = PriceUse.Of(scenarios).Select(use => FormattableString.Invariant(
            $"{use.Day:O} {use.Price.Provider} {use.Price.Model} {use.Price.Tier.Name} {Of(use.Price)} {Of(use.Price.LongContext)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', prices))));

        static string Of(TokenPrices? price) => price is null ? "" : FormattableString.Invariant(
            $"{price.InputPicoUsd} {price.CachedInputPicoUsd} {price.CacheWrite} {price.AudioInputPicoUsd} {price.ImageInputPicoUsd} ")
            + FormattableString.Invariant($"{price.OutputPicoUsd}");
    }
}

/// <summary>A case of a run.</summary>
/// <param name="Run">Name of the scenario's run, or null.</param>
/// <param name="Variant">Name of the variant, or null.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Hash">SHA-256 of the scenario's text, of the changes made to it and of its data files.</param>
public sealed record CaseIdentity(string? Run, string? Variant, long Items, string Hash)
{
    public static CaseIdentity Of(SizedScenario one) =>
        new(one.Scenario.Run?.Name, one.Scenario.Variant, one.Items, one.Scenario.Hash);
}
