using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests;

/// <summary>How many trials there are where nobody says; how fast the machine is is an input.</summary>
public class TrialBudgetTests
{
    private const long Million = 1_000_000;
    private const long Most = 100_000_000;

    private static TrialBudget AtOnce => new(0, () => throw new InvalidOperationException("what is drawn at once is not measured"));

    [Fact]
    public void What_is_drawn_at_once_takes_a_million_and_nothing_is_measured()
    {
        var goal = AtOnce.Goal(null, null, Million, Most);

        Assert.Equal([Million], goal.Looks);
        Assert.Equal((null, false), (goal.Precision, goal.IsUnasked));
        Assert.Equal(1 << 24, AtOnce.Looks(null, 1 << 24).Cap);
        Assert.False(AtOnce.IsCallByCall);
    }

    /// <summary>A million trials of a single item of the worked example, whose sensitivity table has them beside fifty.</summary>
    [Fact]
    public void Few_draws_are_a_moment()
    {
        var choices = new[] { 1, 50, 200 }.Select(
            items => MethodChoice.Decide(Repository.FiftyAtoms(), items, fixRun: false, exact: false, KernelSelector.Selected)).ToList();

        Assert.Contains(choices, choice => choice.DrawsPerTrial > 0);
        Assert.True(new TrialBudget(choices.Sum(choice => choice.DrawsPerTrial), () => double.NaN).IsAMoment(Million));
    }

    /// <summary>Trials that fit into fifteen seconds, down to a power of two: in each case by hand.</summary>
    [Theory]
    [InlineData(1e-9, 1 << 20)]
    [InlineData(14e-6, 1 << 20)]
    [InlineData(15e-6, 524_288)]
    [InlineData(0.0002, 65_536)]
    [InlineData(0.0036, 4096)]
    [InlineData(0.0037, 2048)]
    [InlineData(0.1, 128)]
    [InlineData(100.0, 128)]
    public void Call_by_call_it_ends_where_the_time_does(double secondsPerTrial, long most)
    {
        var goal = Slow(secondsPerTrial).Goal(null, null, Million, Most);

        Assert.Equal(most, goal.Most);
        Assert.Equal((0.005, true), (goal.Precision, goal.IsUnasked));
        Assert.Equal(goal.Looks, Slow(secondsPerTrial).Looks(null, 1 << 24).Sizes);
    }

    /// <summary>So that what is found at a look does not depend on the machine.</summary>
    [Fact]
    public void A_slower_machine_has_the_first_of_the_same_looks()
    {
        var fast = Slow(1e-6).Looks(null, 1 << 24);
        foreach (var seconds in new[] { 1e-5, 1e-4, 1e-3, 3e-3 })
        {
            var slow = Slow(seconds).Looks(null, 1 << 24);
            Assert.Equal(fast.Sizes.Take(slow.Sizes.Count), slow.Sizes);
            Assert.Equal(fast.Planned, slow.Planned);
        }

        Assert.Equal([1024, 2048], Slow(5e-3).Looks(null, 1 << 24).Sizes);
    }

    [Fact]
    public void What_is_asked_for_is_taken_at_its_word_however_long_it_takes()
    {
        var slow = Slow(100);

        Assert.Equal([Million], slow.Goal(Million, null, 7, 7).Looks);
        Assert.Null(slow.Goal(Million, null, 7, 7).Precision);
        Assert.Equal((Million, 0.01), (slow.Goal(Million, 0.01, 7, 7).Most, slow.Goal(Million, 0.01, 7, 7).Precision));
        Assert.False(slow.Goal(null, 0.01, 7, Most).IsUnasked);
        Assert.Equal([4096, 8192], slow.Goal(null, 0.01, 7, Most).Looks.Take(2));
        Assert.Equal(Most, slow.Goal(null, 0.01, 7, Most).Most);
        Assert.Equal(Million, slow.Looks(Million, 7).Cap);
        Assert.True(slow.IsCallByCall);
    }

    [Fact]
    public void The_machine_is_asked_once()
    {
        var asked = 0;
        var budget = new TrialBudget(1e6, () => ++asked);

        Assert.Equal([2000], budget.Goal(null, null, 2000, Most).Looks);
        Assert.Equal(0, asked);
        Assert.Equal(budget.Goal(null, null, Million, Most).Looks, budget.Looks(null, Million).Sizes);
        Assert.Equal(1, asked);
    }

    /// <summary>How long it takes is not tested, but that it ends, with looks that there are, for one item and for many.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void The_measurement_ends(long items)
    {
        var choice = MethodChoice.Decide(Repository.FiftyAtoms(), items, fixRun: false, exact: true, KernelSelector.Selected);
        var looks = TrialBudget.Of([choice], new SimulationOptions(1, 1, 2)).Looks(null, Most);

        Assert.InRange(looks.Cap, TrialBudget.TrialsMin, TrialBudget.TrialsMax);
    }

    [Fact]
    public void The_measurement_can_be_cancelled()
    {
        var choice = MethodChoice.Decide(Repository.FiftyAtoms(), 1000, fixRun: false, exact: true, KernelSelector.Selected);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => TrialBudget.Of([choice], new SimulationOptions(1, 1, 2), stop.Token).Looks(null, Most));
    }

    private static TrialBudget Slow(double secondsPerTrial) => new(1e6, () => secondsPerTrial);
}
