using Xunit.Abstractions;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Bills;

/// <summary>Jobs that a sampler of the tests draws, looked at while they are partly done.</summary>
public class OutlookTests(ITestOutputHelper output)
{
    private const int Seeds = 200;

    private static readonly StudyOptions Many = new() { Trials = 20_000, Threads = 2 };

    private static readonly SampledJob Job = new();

    private static readonly SampledJob Uncertain =
        Job with { RetryRange = (0.02, 0.3), ReviewedRange = (0.1, 0.5), HasItems = true };

    private static readonly LedgerSummary Nothing = new([], [], new IdCounts(0, 0, 0, 0, 0, 0, 0), [], []);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bands_cover_the_whole(bool isUncertain)
    {
        var job = isUncertain ? Uncertain : Job;
        var sized = SizedOf(job);
        foreach (var share in new[] { 0.2, 0.5, 0.8 })
        {
            var cut = Cut(sized, job, share);
            var looks = Enumerable.Range(1, Seeds).Select(seed => cut.Look(job.Draw(seed))).ToList();
            var covered = looks.Count(look => look.IsCovered);
            output.WriteLine($"{share}: {covered} width {looks.Average(l => l.Width):G4} incomplete {looks.Count(l => l.Outlook.Phases.Any(p => !p.Progress.IsComplete))} outside {looks.Count(l => l.Outlook.Phases.Any(p => p.Rates.Any(r => r.IsOutside)))} low {looks.Count(l => l.Truth < l.Outlook.Whole["P5"]!.Value.Value)}");
        }
    }

    private sealed record Looked(Outlook Outlook, double Truth)
    {
        public double Width => Outlook.Whole["P95"]!.Value.Value - Outlook.Whole["P5"]!.Value.Value;

        public bool IsCovered => Outlook.Whole["P5"]!.Value.Value <= Truth && Truth <= Outlook.Whole["P95"]!.Value.Value;
    }

    private sealed record Cutting(SizedScenario Sized, int Items, SplitTrials Trials)
    {
        public Looked Look(IReadOnlyList<(string File, IReadOnlyList<LedgerRow> Rows)> batches)
        {
            var bill = Billed(Sized.Scenario, SampledJob.OfFirst(Items, batches));
            var plan = Engine.Planning.Planner.Build(Sized.Scenario, Sized.Items);
            var progress = PhaseProgress.Of(Sized, plan, bill, new Dictionary<string, DoneShare>());
            var revised = Study.Revised(Trials, progress, bill);
            var trials = revised.Select(one => one.Items).SequenceEqual(Trials.Plan.Done) ? Trials : Study.Split(Sized, revised, Many);
            return new(
                Outlook.Of(Sized, bill, trials, revised, [], 1),
                (double)Billed(Sized.Scenario, batches).All.PicoUsd * 1e-12);
        }
    }

    private static Cutting Cut(SizedScenario sized, SampledJob job, double share)
    {
        var items = (int)(share * job.Items);
        var bill = Billed(sized.Scenario, SampledJob.OfFirst(items, job.Draw(1)));
        var plan = Engine.Planning.Planner.Build(sized.Scenario, sized.Items);
        return new(sized, items, Study.Split(sized, PhaseProgress.Of(sized, plan, bill, new Dictionary<string, DoneShare>()), Many));
    }

    private static SizedScenario SizedOf(SampledJob job)
    {
        var scenario = Given.Scenario(job.Scenario);
        return new(scenario, scenario.Items);
    }

    private static Bill Billed(Scenario scenario, IEnumerable<(string File, IReadOnlyList<LedgerRow> Rows)> batches)
    {
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue);
        foreach (var row in batches.SelectMany(batch => batch.Rows))
            builder.Add(row);
        return builder.Finish(Nothing);
    }
}
