using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>
/// Mean and variance of every measure of the run and of each phase against their closed forms; and faults that the same checks catch.
/// </summary>
public class ClosedFormTests
{
    private const int Trials = 40_000;

    private static readonly Lazy<ClosedForm> HeldAtom = new(() => new ClosedForm(Repository.FiftyAtoms(), 1, fixRun: true));

    /// <summary>Files of Data/Moments without any run-level draw.</summary>
    public static TheoryData<string> WithoutRun =>
    [
        "calls-of-their-own", "items-and-calls", "names-shared-between-phases", "shares-and-keeps", "retries",
        "a-rate-that-differs-between-items", "a-keep-that-differs-between-items", "what-is-there-by-chance",
    ];

    /// <summary>Files of Data/Moments whose run-level draws are all in tokens.</summary>
    public static TheoryData<string> WithRun => ["three-levels", "run-level-alone", "allowances", "products-and-sums", "caches"];

    [Theory]
    [MemberData(nameof(WithoutRun))]
    [MemberData(nameof(WithRun))]
    public void Mean_and_variance_of_every_measure_are_those_of_the_closed_form(string name)
    {
        var scenario = Repository.Moments(name);
        var table = Simulated.Table(scenario, scenario.Items, Trials, seed: 11);

        LawCheck.AssertNone(LawCheck.Moments(table, new ClosedForm(scenario, scenario.Items)));
    }

    [Theory]
    [MemberData(nameof(WithoutRun))]
    public void Other_levels_have_another_variance(string name)
    {
        var scenario = Repository.Moments(name);
        var law = new ClosedForm(scenario, scenario.Items);
        (string Fault, Scenario Scenario)[] faults =
        [
            ("once an item", Faults.CallPartsOncePerItem(scenario)),
            ("one draw a phase, multiplied by its calls", Faults.CallPartsOncePerRun(scenario)),
            ("everything once a run", Faults.EverythingOncePerRun(scenario)),
        ];

        Assert.All(faults, fault => Assert.Contains(
            LawCheck.Moments(Simulated.Table(fault.Scenario, scenario.Items, Trials, seed: 11), law),
            finding => finding.StartsWith("variance of the run's Cost", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("names-shared-between-phases")]
    [InlineData("retries")]
    public void Everything_once_a_call_has_another_variance(string name)
    {
        var scenario = Repository.Moments(name);

        Assert.NotEmpty(LawCheck.Moments(
            Simulated.Table(Faults.EverythingOncePerCall(scenario), scenario.Items, Trials, seed: 11),
            new ClosedForm(scenario, scenario.Items)));
    }

    [Fact]
    public void A_name_that_is_not_shared_has_another_variance()
    {
        var scenario = Repository.Moments("names-shared-between-phases");

        Assert.NotEmpty(LawCheck.Moments(
            Simulated.Table(Faults.NamesNotShared(scenario), scenario.Items, Trials, seed: 11), new ClosedForm(scenario, scenario.Items)));
    }

    [Theory]
    [InlineData("shares-and-keeps")]
    [InlineData("retries")]
    [InlineData("a-rate-that-differs-between-items")]
    [InlineData("a-keep-that-differs-between-items")]
    public void Other_counts_have_other_moments(string name)
    {
        var scenario = Repository.Moments(name);
        var faulty = Faults.RetriesGoOn(Faults.RoundedCountsDrawn(Faults.SharesDrop(scenario)));

        Assert.NotEmpty(
            LawCheck.Moments(Simulated.Table(faulty, scenario.Items, Trials, seed: 11), new ClosedForm(scenario, scenario.Items)));
    }

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(3, 15_000)]
    public void With_the_run_held_every_phase_of_the_fifty_atom_scenario_has_the_moments_of_the_closed_form(int items, int trials)
    {
        var scenario = Repository.FiftyAtoms();
        var table = Simulated.Table(scenario, items, trials, seed: 12, fixRun: true);

        LawCheck.AssertNone(LawCheck.Moments(table, new ClosedForm(scenario, items, fixRun: true)));
    }

    [Theory]
    [InlineData("spread={}")]
    [InlineData("spread={\"call\":0.05}")]
    [InlineData("spread={\"item\":0.02}")]
    [InlineData("spread={\"item\":0.07}")]
    [InlineData("spread={\"call\":0.07}")]
    public void With_the_run_held_other_levels_have_another_variance(string change)
    {
        var table = Simulated.Table(Repository.FiftyAtoms(null, change), 1, 10_000, seed: 12, fixRun: true);

        Assert.NotEmpty(LawCheck.Moments(table, HeldAtom.Value));
    }
}
