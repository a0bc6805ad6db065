using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>
/// Generated scenarios of a few hundred items: drawn at once, they have the law of call by call. All that can be drawn at once are, also
/// those that planning would refuse: its tolerance is far finer than what so many trials can tell.
/// </summary>
[Trait("Category", "Statistics")]
public class CollapsedScenarioTests
{
    private const int First = 5_000;
    private const int Scenarios = 500;
    private const int AtOnceMin = 200;
    private const long Items = 200;
    private const int Trials = 2_500;

    /// <summary>At most so many measures are compared in all.</summary>
    private const int Checks = Scenarios * 10 * 4;

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [Fact]
    public void All_items_at_once_have_the_law_of_call_by_call()
    {
        var findings = new IReadOnlyList<string>?[Scenarios];
        Parallel.For(0, Scenarios, Parallelism, index => findings[index] = Compare(First + index));
        var atOnce = findings.Count(each => each is not null);

        LawCheck.AssertNone([.. findings.OfType<IReadOnlyList<string>>().SelectMany(each => each)]);
        Assert.True(atOnce >= AtOnceMin, $"only {atOnce} of {Scenarios} scenarios were drawn at once");
    }

    /// <summary>What differs; null where items are not drawn at once.</summary>
    private static IReadOnlyList<string>? Compare(int number)
    {
        var plan = Planner.Build(ScenarioGenerator.Make(number), Items);
        if (CollapsePlanner.Build(plan).Collapse is not { } collapse
            || MeanGuard.Missed(plan with { Collapse = collapse }, KernelSelector.Selected) is not null)
            return null;
        // Different seeds: with one, both would draw the same run-level factors, and the samples would not be independent.
        var exact = Simulated.Run(plan, Trials, seed: 8, threads: 1).Table();
        var fast = Simulated.Run(plan with { Collapse = collapse }, Trials, seed: 9, threads: 1).Table();
        return [.. Differences(fast, exact).Select(finding => $"scenario {number}: {finding}")];
    }

    /// <summary>
    /// Means, standard deviations and laws that differ by more than chance, and by more than the tolerance that planning grants.
    /// </summary>
    private static IEnumerable<string> Differences(TrialTable fast, TrialTable exact)
    {
        for (var scope = 0; scope < exact.Scopes; scope++)
        {
            foreach (var measure in Measures.OfTokens)
            {
                var (a, b) = Sample.Pair(fast, exact, scope, measure);
                var allowed = MethodChoice.Tolerance * b.Mean;
                if (Math.Abs(a.MeanScore(b)) > LawCheck.ScoreMax && Math.Abs(a.Mean - b.Mean) > allowed)
                    yield return $"mean of scope {scope}, {measure}: {a.Mean:R} for {b.Mean:R}";
                if (Math.Abs(a.VarianceScore(b)) > LawCheck.ScoreMax && Math.Abs(a.StandardDeviation - b.StandardDeviation) > allowed)
                    yield return $"deviation of scope {scope}, {measure}: {a.StandardDeviation:R} for {b.StandardDeviation:R}";
                if (a.KolmogorovSmirnov(b, 0.01 / Checks) > 1 && b.StandardDeviation > 10 * allowed)
                    yield return $"law of scope {scope}, {measure}";
            }
        }
    }
}
