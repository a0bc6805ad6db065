using CostSim.Engine.Drivers;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Random;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Tests;

public class SequentialRunTests
{
    private static readonly Plan[] Plans = [Planner.Build(Repository.FiftyAtoms(), 1), Planner.Build(Repository.FiftyAtoms(), 2)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Grown_in_steps_it_is_the_run_of_so_many_trials(int threads)
    {
        var whole = Simulation.Run(Plans, new SimulationOptions(7, 9_500, 3));
        var run = new SequentialRun(Plans, new SimulationOptions(7, 1, threads));
        foreach (var trials in new[] { 1024, 2048, 8192, 9_500 })
            run.GrowTo(trials);

        Assert.Equal(9_500, run.Trials);
        Assert.Equal(9_500, run.Results[1].Trials);
        Assert.Equal(Simulation.ResultHash(whole), Simulation.ResultHash(run.Results));
        for (var plan = 0; plan < Plans.Length; plan++)
            Assert.Equal(Drivers(whole[plan].Drivers!), Drivers(run.Results[plan].Drivers!));
    }

    [Fact]
    public void A_step_that_draws_the_wrong_trials_would_be_found_out()
    {
        var twice = Simulation.Run(Plans, new SimulationOptions(7, 1024, 1));
        var first = Simulation.Run(Plans, new SimulationOptions(7, 1024, 1));
        for (var plan = 0; plan < Plans.Length; plan++)
            twice[plan].Merge(first[plan]);

        Assert.NotEqual(Simulation.ResultHash(Simulation.Run(Plans, new SimulationOptions(7, 2048, 1))), Simulation.ResultHash(twice));
    }

    [Fact]
    public void Progress_and_the_sink_go_on_where_the_step_before_ended()
    {
        var (told, firsts) = (new List<double>(), new Firsts());
        var run = new SequentialRun([Plans[0]], new SimulationOptions(1, 1, 1) { Progress = told.Add, Sink = firsts });
        run.GrowTo(4096);
        run.GrowTo(8000);

        Assert.Equal([1024, 2048, 3072, 4096], told.Take(4));
        // Fewer than four blocks a thread are cut.
        Assert.Equal([4608, 5120, 5632, 6144, 6656, 7168, 7680, 8000], told.Skip(4));
        Assert.Equal([0, 1024, 2048, 3072, 4096, 4608], firsts.Trials.Take(6));
    }

    /// <summary>Kept after every stride, so short that each of them takes longer: then all strides have 64 trials.</summary>
    [Fact]
    public void It_goes_on_with_what_was_kept_at_any_time()
    {
        var whole = Simulation.ResultHash(Simulation.Run(Plans, new SimulationOptions(7, 2_100, 2)));
        var kept = new List<(long Trials, IReadOnlyList<Engine.Aggregation.Aggregates> Results)>();
        var run = new SequentialRun(Plans, new SimulationOptions(7, 1, 2))
        {
            Keep = one => kept.Add((one.Trials, one.Results)),
            KeptEvery = new TimeSpan(1),
        };
        run.GrowTo(2_100);
        Assert.Equal(33, kept.Count);
        Assert.Equal([64, 128, 192], kept.Take(3).Select(each => each.Trials));
        Assert.Equal(whole, Simulation.ResultHash(run.Results));

        foreach (var (trials, results) in new[] { kept[0], kept[17], kept[32] })
        {
            var copy = Simulation.NoTrials(Plans, new SimulationOptions(7, 1, 1));
            for (var p = 0; p < copy.Count; p++)
                copy[p].Merge(results[p]);
            var resumed = new SequentialRun(Plans, new SimulationOptions(7, 1, 1));
            resumed.Resume(trials, copy);
            resumed.GrowUntil([2_100], _ => false);
            Assert.Equal(whole, Simulation.ResultHash(resumed.Results));
        }
    }

    [Fact]
    public void Strides_grow_until_they_take_as_long_as_is_kept_every_time()
    {
        var ends = new List<long>();
        var run = new SequentialRun([Plans[0]], new SimulationOptions(1, 1, 1))
        {
            Keep = one => ends.Add(one.Trials),
            KeptEvery = TimeSpan.MaxValue,
        };
        run.GrowTo(2_000_000);

        Assert.Equal([2_000_000], ends);
    }

    [Fact]
    public void Only_looks_are_judged_not_where_a_run_went_on()
    {
        var run = new SequentialRun([Plans[0]], new SimulationOptions(1, 1, 1));
        run.Resume(1536, Simulation.Run([Plans[0]], new SimulationOptions(1, 1536, 1)));
        var judged = new List<long>();
        run.GrowUntil([1024, 2048, 4096, 8192], results => Judge(results[0].Trials));
        Assert.Equal([2048, 4096], judged);

        bool Judge(long trials)
        {
            judged.Add(trials);
            return trials == 4096;
        }
    }

    [Fact]
    public void It_grows_look_by_look_until_that_is_enough()
    {
        var run = new SequentialRun([Plans[0]], new SimulationOptions(1, 1, 1));
        var asked = new List<long>();

        run.GrowUntil([1024, 2048, 4096, 8192], results => IsEnough(results[0].Trials));
        Assert.Equal((2048, 2048), (run.Trials, run.Results[0].Trials));
        Assert.Equal([1024, 2048], asked);

        // Those that are there already are passed over.
        run.GrowUntil([1024, 2048, 3000], _ => false);
        Assert.Equal(3000, run.Trials);

        bool IsEnough(long trials)
        {
            asked.Add(trials);
            return trials >= 2000;
        }
    }

    [Fact]
    public void A_short_run_on_many_threads_has_the_bits_of_one_thread()
    {
        foreach (var trials in new[] { 65, 129, 1000 })
        {
            var one = Simulation.Run(Plans, new SimulationOptions(7, trials, 1));
            var many = Simulation.Run(Plans, new SimulationOptions(7, trials, 13));

            Assert.Equal(Simulation.ResultHash(one), Simulation.ResultHash(many));
            Assert.Equal(Drivers(one[1].Drivers!), Drivers(many[1].Drivers!));
        }
    }

    /// <summary>A block of many items takes minutes: this one, of 1,024 trials of a thousand million items, would take days.</summary>
    [Fact]
    public void It_is_cancelled_within_a_block()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var evaluator = BlockEvaluator.Create(
            Planner.Build(Repository.FiftyAtoms(), 1_000_000_000), 1, CostSim.Numerics.Simd.KernelSelector.Selected);
        evaluator.Cancellation = stop.Token;

        Assert.Throws<OperationCanceledException>(() => evaluator.Evaluate(0, 1024));
    }

    [Fact]
    public void Without_drivers_there_are_none_and_the_result_is_the_same()
    {
        var with = Simulation.Run(Plans, new SimulationOptions(7, 2000, 1));
        var without = Simulation.Run(Plans, new SimulationOptions(7, 2000, 1) { WithDrivers = false });

        Assert.Null(without[0].Drivers);
        Assert.Equal(Simulation.ResultHash(with), Simulation.ResultHash(without));
    }

    [Fact]
    public void A_cancelled_step_is_told()
    {
        using var stop = new CancellationTokenSource();
        var run = new SequentialRun([Plans[0]], new SimulationOptions(1, 1, 1) { Progress = done => { if (done > 2048) stop.Cancel(); } });
        run.GrowTo(2048, stop.Token);

        Assert.Throws<OperationCanceledException>(() => run.GrowTo(1_000_000, stop.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1024)]
    [InlineData(WordAddress.TrialsMax)]
    public void The_first_trial_begins_a_block_and_the_last_one_exists(long first) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.Run(Plans, new SimulationOptions(1, 1, 1) { FirstTrial = first }));

    [Fact]
    public void It_only_grows()
    {
        var run = new SequentialRun([Plans[0]], new SimulationOptions(1, 1, 1));
        run.GrowTo(1024);

        Assert.Throws<ArgumentOutOfRangeException>(() => run.GrowTo(1024));
    }

    private static List<double> Drivers(DriverSums sums) =>
    [
        sums.Trials, sums.Cost.Variance(Jackknife.None), sums.Levels.ByCalls.MeanSquare(3), sums.Levels.ByItemsAndCalls.Count,
        .. sums.Factors.Select(factor => factor.Sums.VarianceOfMeans(Jackknife.None)), .. sums.PhaseShares()!,
    ];

    private sealed class Firsts : ITrialSink
    {
        public List<long> Trials { get; } = [];

        public void Accept(IReadOnlyList<TrialBlock> blocks) => Trials.Add(blocks[0].FirstTrial);
    }
}
