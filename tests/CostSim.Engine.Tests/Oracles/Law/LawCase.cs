using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// A scenario of Data/Law whose law is easily missed where all items are drawn at once: chances that differ between items, one name in two
/// places, what is rare, heavy or absent at its centre. Items and trials are so many that call by call takes about a second, and the error
/// of a collapse that misses it is several standard errors.
/// </summary>
/// <param name="Name">The file.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Trials">Number of trials.</param>
internal sealed record LawCase(string Name, long Items, int Trials)
{
    /// <summary>
    /// Of some fourteen hundred scores, a dozen for each measure and scope, one in ten samples of all cases has one beyond this by chance:
    /// so two samples have to agree on what is wrong.
    /// </summary>
    private const double ScoreMax = 4;

    public static IReadOnlyList<LawCase> All { get; } =
    [
        new("item-level-share", 50_000, 512), new("item-level-share", 30, 8_192),
        new("one-name-in-keep-and-share", 3_000, 2_048), new("one-name-in-keep-and-share", 100, 8_192),
        new("one-name-in-share-and-rate", 50_000, 512), new("one-name-in-share-and-rate", 100, 8_192),
        new("absent-at-its-centre", 200, 1 << 14), new("rare-phase-of-large-calls", 100_000, 2_048),
        new("rare-phase-without-run-factors", 100_000, 2_048),
        new("one-share-in-three-phases", 3_000, 1 << 15), new("item-factors-by-label", 3_000, 8_192),
        new("item-factors-by-label", 300, 8_192),
        new("rare-phase-retried-ten-times", 5_000, 2_048), new("one-draw-twice-in-a-call", 1_000, 2_048),
        new("cut-calls-of-one-item", 1_000, 4_096), new("two-inputs-near-a-price-step", 10_000, 4_096),
        new("two-varied-inputs-near-a-price-step", 10_000, 4_096), new("long-and-cut-calls", 10_000, 4_096),
        new("inputs-long-in-some-runs", 3_000, 8_192),
    ];

    public Scenario Scenario => Repository.Law(Name);

    /// <summary>The first of the cases of a name.</summary>
    public static LawCase Of(string name) => All.First(each => each.Name == name);

    /// <summary>
    /// What differs between a plan and call by call in one sample and in a second one, in the same place and to the same side.
    /// </summary>
    /// <param name="tested">The plan under test.</param>
    /// <param name="exact">The plan call by call.</param>
    /// <param name="stated">The relative error that the method states.</param>
    /// <param name="seed">The seed of the first sample; the next one is that of the second.</param>
    public List<LawDifference> Differences(Plan tested, Plan exact, double stated, ulong seed = 11)
    {
        var first = Sample(seed);
        if (first.Count == 0)
            return first;
        var again = Sample(seed + 1).Select(difference => difference.Cell).ToHashSet();
        return [.. first.Where(difference => again.Contains(difference.Cell))];

        List<LawDifference> Sample(ulong of) => LawComparison.Differences(PairedTrials.Draw(tested, exact, Trials, of), ScoreMax, stated);
    }
}
