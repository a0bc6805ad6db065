using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests;

public class SimulationTests
{
    private static readonly Plan OneAtom = Planner.Build(Repository.FiftyAtoms(), 1);

    /// <summary>The hash of 20,000 trials on one thread.</summary>
    private static readonly Lazy<string> Expected = new(() => Simulation.ResultHash(
        Simulation.Run([OneAtom], new SimulationOptions(1, 20_000, 1) { Kernels = KernelSelector.Available[0] })));

    public static TheoryData<int, string> ThreadsAndKernels
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var kernels in KernelSelector.Available)
            {
                foreach (var threads in new[] { 1, 2, 3, 7 })
                    data.Add(threads, kernels.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ThreadsAndKernels))]
    public void The_result_depends_neither_on_the_threads_nor_on_the_kernels(int threads, string kernels)
    {
        var options = new SimulationOptions(1, 20_000, threads) { Kernels = KernelSelector.Select(kernels) };

        Assert.Equal(Expected.Value, Simulation.ResultHash(Simulation.Run([OneAtom], options)));
    }

    [Fact]
    public void The_result_is_the_same_every_time()
    {
        var hashes = Enumerable.Range(0, 3).Select(_ => Hash(1, 5_000)).Distinct();

        Assert.Single(hashes);
    }

    [Theory]
    [InlineData(2ul, 5_000)]
    [InlineData(1ul << 32 | 1, 5_000)] // the upper half of the seed counts too
    [InlineData(1ul, 5_001)]
    public void Another_seed_or_one_more_trial_changes_the_hash(ulong seed, int trials) =>
        Assert.NotEqual(Hash(1, 5_000), Hash(seed, trials));

    [Fact]
    public void Several_plans_have_the_hash_of_their_order()
    {
        var other = Planner.Build(Repository.FiftyAtoms(), 2);
        var results = Simulation.Run([OneAtom, other], new SimulationOptions(1, 2_000, 2));

        Assert.Equal(2, results.Count);
        Assert.Equal(
            Simulation.ResultHash(Simulation.Run([other], new SimulationOptions(1, 2_000, 2))), Simulation.ResultHash([results[1]]));
        Assert.NotEqual(Simulation.ResultHash(results), Simulation.ResultHash(results.Reverse()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(1_000)]
    [InlineData(1_025)]
    [InlineData(3_333)]
    public void The_first_trials_of_a_longer_run_are_the_shorter_run(int trials)
    {
        var few = Simulated.Run(OneAtom, trials, seed: 9);
        var many = Simulated.Run(OneAtom, 5_000, seed: 9, threads: 3);

        for (var scope = 0; scope <= OneAtom.Phases.Count; scope++)
            Assert.All(Measures.OfTokens, measure => Assert.Equal(many.Steps(scope, measure)[..trials], few.Steps(scope, measure)));
    }

    [Fact]
    public void The_sink_gets_every_trial_once_and_its_blocks_are_the_aggregates()
    {
        var simulated = Simulated.Run(OneAtom, 5_000, threads: 3);
        var cost = simulated.Aggregates[0].Total(Measure.Cost).Moments;

        Assert.DoesNotContain(0, simulated.Steps(0, Measure.Cost));
        Assert.Equal(
            (5_000, simulated.Steps(0, Measure.Cost).Min(), simulated.Steps(0, Measure.Cost).Max()), (cost.Count, cost.Min, cost.Max));
        Assert.Equal((double)simulated.Steps(0, Measure.Cost).Aggregate((Int128)0, (sum, value) => sum + value) / 5_000, cost.Mean);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 20)] // four blocks a thread at least
    public void Progress_ends_at_the_number_of_trials(int threads, int blocks)
    {
        var told = new List<double>();
        Simulation.Run([OneAtom], new SimulationOptions(1, 5_000, threads) { Progress = done => { lock (told) told.Add(done); } });

        Assert.Equal(blocks, told.Distinct().Count());
        Assert.Equal(5_000, told.Max());
    }

    [Fact]
    public void A_cancelled_run_returns_nothing()
    {
        using var source = new CancellationTokenSource();
        var blocks = 0;
        var options = new SimulationOptions(1, WordAddress.TrialsMax, 2)
        {
            Progress = _ =>
            {
                if (Interlocked.Increment(ref blocks) == 3)
                    source.Cancel();
            },
        };

        Assert.Throws<OperationCanceledException>(() => Simulation.Run([OneAtom], options, source.Token));
        Assert.InRange(blocks, 3, 5);
    }

    [Fact]
    public void A_run_that_is_cancelled_before_it_starts_draws_nothing()
    {
        var options = new SimulationOptions(1, 1, 1) { Sink = new Refusal() };

        Assert.Throws<OperationCanceledException>(() => Simulation.Run([OneAtom], options, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(WordAddress.TrialsMax + 1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -2)]
    public void Trials_and_threads_outside_of_their_range_are_refused(long trials, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.Run([OneAtom], new SimulationOptions(1, trials, threads)));

    private static string Hash(ulong seed, int trials) =>
        Simulation.ResultHash(Simulation.Run([OneAtom], new SimulationOptions(seed, trials, 2)));

    private sealed class Refusal : ITrialSink
    {
        public void Accept(IReadOnlyList<TrialBlock> blocks) => Assert.Fail("a block was drawn");
    }
}
