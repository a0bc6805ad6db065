using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Studies.Tests.Bills;

/// <summary>
/// Jobs that a sampler of the tests draws from what their scenario says, looked at while they are partly done: bands of 90 % cover what the
/// whole then costs in nine of ten jobs.
/// </summary>
public class OutlookCoverageTests
{
    private const int Seeds = 200;

    /// <summary>Of 200 jobs, 90 % with 2.4 standard deviations of a binomial count on either side.</summary>
    private const int FewestCovered = 170;
    private const int MostCovered = 190;

    /// <summary>The cheapest tenth of the jobs and the dearest, and of those 90 % with 2.6 standard deviations.</summary>
    private const int ExtremeJobs = 40;
    private const int FewestOfExtremes = 31;

    private static readonly StudyOptions Some = new() { Trials = 4000, Threads = 2 };

    private static readonly SampledJob Known = new();

    /// <summary>Items differ, and nobody knows how many calls are repeated, nor how many items are reviewed.</summary>
    private static readonly SampledJob Uncertain = Known with { RetryRange = (0.02, 0.3), ReviewedRange = (0.1, 0.5), HasItems = true };

    /// <summary>Every item goes through all phases before the next ones do: the records alone tell how far it is.</summary>
    [Theory]
    [InlineData(false, 0.2)]
    [InlineData(false, 0.5)]
    [InlineData(false, 0.8)]
    [InlineData(true, 0.2)]
    [InlineData(true, 0.5)]
    [InlineData(true, 0.8)]
    public void Bands_cover_the_whole(bool isUncertain, double share)
    {
        var looks = Looks(Job(isUncertain, share)).ToList();

        Assert.InRange(looks.Count(look => look.IsCovered), FewestCovered, MostCovered);
        Assert.InRange(OfExtremes(looks), FewestOfExtremes, ExtremeJobs);
    }

    /// <summary>The first phase is done; of the second one there is nothing yet, or somebody says how far it is.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 0.4)]
    public void Bands_cover_the_whole_phase_by_phase(bool isUncertain, double reviewed)
    {
        var job = Job(isUncertain, 1) with
        {
            ReviewedItems = (int)(reviewed * Known.Items),
            Told = reviewed > 0 ? new() { ["review"] = DoneShare.OfShare(reviewed) } : [],
        };

        Assert.InRange(Looks(job).Count(look => look.IsCovered), FewestCovered, MostCovered);
    }

    /// <summary>The more is done, the less is open.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bands_narrow_as_more_is_done(bool isUncertain)
    {
        double[] widths =
        [
            .. new[] { 0.05, 0.2, 0.5, 0.8 }.Select(share => Looks(Job(isUncertain, share), seeds: 20).Average(look => look.Width)),
        ];

        Assert.All(widths.Skip(1).Zip(widths), pair => Assert.InRange(pair.First, 0, 0.9 * pair.Second));
    }

    /// <summary>
    /// What the tests above have to notice: the rest as it was planned covers nine of ten jobs as well, but not of those that turn out
    /// cheap or dear.
    /// </summary>
    [Fact]
    public void A_rest_that_learns_nothing_is_noticed()
    {
        var looks = Looks(Job(isUncertain: false, 0.5) with { Fault = Fault.LearnsNothing }).ToList();

        Assert.InRange(OfExtremes(looks), 0, FewestOfExtremes - 1);
    }

    /// <summary>A trial whose rest repeats the draws of its done part leaves too little open.</summary>
    [Fact]
    public void A_rest_without_draws_of_its_own_is_noticed()
    {
        var looks = Looks(Job(isUncertain: true, 0.5) with { Fault = Fault.SharesDraws }).ToList();

        Assert.InRange(looks.Count(look => look.IsCovered), 0, FewestCovered - 1);
    }

    /// <summary>So is a job that is said to be less far than it is.</summary>
    [Fact]
    public void A_wrong_share_is_noticed()
    {
        var told = DoneShare.OfShare(0.45);
        var looks = Looks(Job(isUncertain: true, 0.5) with { Told = new() { ["tag"] = told, ["review"] = told } }).ToList();

        Assert.InRange(looks.Count(look => look.IsCovered), 0, FewestCovered - 1);
    }

    private enum Fault
    {
        None,
        LearnsNothing,
        SharesDraws,
    }

    /// <summary>A job, what is done of it, and what is said of that.</summary>
    private sealed record Stage(SampledJob Job, int Items)
    {
        /// <summary>Items whose reviews were billed.</summary>
        public int ReviewedItems { get; init; } = Items;

        public Dictionary<string, DoneShare> Told { get; init; } = [];

        public Fault Fault { get; init; }
    }

    private sealed record Look(double Low, double High, double Truth)
    {
        public double Width => High - Low;

        public bool IsCovered => Low <= Truth && Truth <= High;
    }

    private static int OfExtremes(IEnumerable<Look> looks)
    {
        var byTruth = looks.OrderBy(look => look.Truth).ToList();
        return byTruth.Take(ExtremeJobs / 2).Concat(byTruth.TakeLast(ExtremeJobs / 2)).Count(look => look.IsCovered);
    }

    private static Stage Job(bool isUncertain, double share) =>
        isUncertain ? new(Uncertain, (int)(share * Uncertain.Items)) : new(Known, (int)(share * Known.Items));

    private static IEnumerable<Look> Looks(Stage stage, int seeds = Seeds)
    {
        var scenario = Given.Scenario(stage.Job.Scenario);
        var sized = new SizedScenario(scenario, scenario.Items);
        var plan = Planner.Build(scenario, sized.Items);
        SplitTrials? drawn = null;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var batches = stage.Job.Draw(seed);
            var bill = BilledJob.Of(
                scenario, [.. SampledJob.OfFirst(stage.Items, batches).SkipLast(1), SampledJob.OfFirst(stage.ReviewedItems, batches)[^1]]);
            var progress = PhaseProgress.Of(sized, plan, bill, stage.Told);
            // Trials depend on where phases stand, not on what was billed: mostly one set will do.
            var trials = drawn = Drawn(sized, progress, drawn, stage.Fault);
            progress = Study.Revised(trials, progress, bill);
            trials = Drawn(sized, progress, trials, stage.Fault);
            var whole = stage.Fault == Fault.LearnsNothing ? Unlearned(trials, progress, bill)
                : Outlook.Of(sized, bill, trials, progress, [], Some.Seed).Whole;
            yield return new Look(
                whole["P5"]!.Value.Value, whole["P95"]!.Value.Value,
                (double)BilledJob.Of(scenario, batches).All.PicoUsd * 1e-12);
        }
    }

    private static SplitTrials Drawn(SizedScenario sized, IReadOnlyList<PhaseProgress> progress, SplitTrials? drawn, Fault fault)
    {
        if (drawn is not null && progress.Select(phase => phase.Items).SequenceEqual(drawn.Plan.Done))
            return drawn;
        return fault == Fault.SharesDraws ? WithTheSameDraws(sized, progress) : Study.Split(sized, progress, Some);
    }

    /// <summary>The plans of both halves have as many items: as the same part they have the same calls and USD.</summary>
    private static SplitTrials WithTheSameDraws(SizedScenario sized, IReadOnlyList<PhaseProgress> progress)
    {
        var plan = SplitPlan.Of(sized, [.. progress.Select(phase => phase.Items)], isCallByCall: false);
        var trials = new SplitTrials(plan, Some.Trials!.Value) { Count = (int)Some.Trials };
        Simulation.Run(
            [.. plan.Plans.Select(one => one with { Part = 1 })],
            new SimulationOptions(Some.Seed, Some.Trials.Value, Some.Threads) { Sink = trials, WithDrivers = false });
        return trials;
    }

    /// <summary>What was spent, and the rest as the trials have it.</summary>
    private static CostBand Unlearned(SplitTrials trials, IReadOnlyList<PhaseProgress> progress, Bill bill)
    {
        var whole = new double[trials.Count];
        Array.Fill(whole, (double)bill.All.PicoUsd * 1e-12);
        var learner = new RestLearner(trials, progress, []);
        for (var p = 0; p < trials.Plan.Phases.Count; p++)
        {
            var rest = new RestOfPhase(trials, p, progress[p], null, learner).Rest;
            for (var t = 0; t < whole.Length; t++)
                whole[t] += rest[t];
        }

        return CostBand.Of(whole, MeasureSummary.Ranks());
    }
}
