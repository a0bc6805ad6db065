using System.Security.Cryptography;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Drivers;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine;

/// <summary>Settings of a simulation.</summary>
/// <param name="Seed">Any number: the same seed gives the same draws.</param>
/// <param name="Trials">
/// Number of trials, at least 1; with those before <see cref="FirstTrial"/> at most <see cref="WordAddress.TrialsMax"/>. The first n trials
/// of a longer run are the run of n.
/// </param>
/// <param name="Threads">Number of threads; it does not affect the result.</param>
public sealed record SimulationOptions(ulong Seed, long Trials, int Threads)
{
    /// <summary>
    /// The number of the first trial, a multiple of <see cref="WordAddress.TrialsPerGroup"/>: the aggregates of [0, n) merged with those of
    /// [n, m) are those of [0, m), bit for bit.
    /// </summary>
    public long FirstTrial { get; init; }

    /// <summary>Whether to collect the sums behind the cost drivers as well.</summary>
    public bool WithDrivers { get; init; } = true;

    /// <summary>
    /// Whether to collect tokens and calls per phase in all trials, as needed when their means explain the cost of the same trials.
    /// Otherwise they cover the first <see cref="TrialBlock.TokensOfPhasesTrialsMax"/>.
    /// </summary>
    public bool KeepsAllTokens { get; init; }

    /// <summary>The kernels to use.</summary>
    public IKernels Kernels { get; init; } = KernelSelector.Selected;

    /// <summary>
    /// Called on worker threads with the number of trials completed, counting finished items of unfinished blocks in part; it ends at
    /// <see cref="Trials"/>.
    /// </summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Receives every block of every plan; may be null.</summary>
    public ITrialSink? Sink { get; init; }
}

/// <summary>Receives individual trials, in addition to the aggregates.</summary>
public interface ITrialSink
{
    /// <summary>
    /// Receives the blocks of one range of trials, one for each plan, on the thread that computed them and in no order. They are
    /// overwritten after the call, which may block to hold the computation back.
    /// </summary>
    void Accept(IReadOnlyList<TrialBlock> blocks);
}

/// <summary>
/// Runs plans: blocks of trials on several threads, each block evaluated for every plan on the same draws, aggregates merged at the end.
/// </summary>
public static class Simulation
{
    /// <summary>The aggregates of each plan.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IReadOnlyList<Aggregates> Run(
        IReadOnlyList<Plan> plans, SimulationOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.FirstTrial);
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.FirstTrial % WordAddress.TrialsPerGroup, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Trials, WordAddress.TrialsMax - options.FirstTrial);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        cancellation.ThrowIfCancellationRequested();
        // The division of a block's time among plans is only needed for progress.
        var secondsOfGroup = options.Progress is null ? null
            : plans.Select(plan => plan.Collapse is null ? ItemTime.OfGroup(plan, options, cancellation) : 0).ToArray();
        var blocks = new BlockCounter(options.FirstTrial, options.Trials, options.Threads, secondsOfGroup?.Sum() ?? 0);
        var shares = secondsOfGroup is null ? [] : SharesOf(plans, secondsOfGroup);
        var workers = new Worker[Math.Min(options.Threads, blocks.Count)];
        Workers.Run(workers.Length, workers.Length, i =>
        {
            workers[i] = new Worker(plans, options, shares, blocks, cancellation);
            workers[i].Run();
        });
        cancellation.ThrowIfCancellationRequested();
        var result = workers[0].Aggregates;
        foreach (var worker in workers.Skip(1))
        {
            for (var p = 0; p < result.Count; p++)
                result[p].Merge(worker.Aggregates[p]);
        }

        return result;
    }

    /// <summary>Aggregates without trials, to which others are merged.</summary>
    public static IReadOnlyList<Aggregates> NoTrials(IReadOnlyList<Plan> plans, SimulationOptions options) =>
    [
        .. plans.Select(plan => new Aggregates(plan)
        {
            Drivers = options.WithDrivers ? new DriverSums(plan, options.Seed, options.Kernels) : null,
        }),
    ];

    /// <summary>SHA-256 over every integer of the aggregates, in lower-case hexadecimal: one changed trial changes it.</summary>
    public static string ResultHash(IEnumerable<Aggregates> results)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var result in results)
            result.AppendTo(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Each plan's share of the time of a block; all in the last if no plan is simulated call by call.</summary>
    private static double[] SharesOf(IReadOnlyList<Plan> plans, double[] secondsOfGroup)
    {
        double[] seconds = [.. plans.Select((plan, p) => secondsOfGroup[p] * plan.Items)];
        var all = seconds.Sum();
        return [.. seconds.Select(each => all > 0 ? each / all : 0)];
    }

    /// <summary>Hands out the blocks of a run and counts completed work.</summary>
    private sealed class BlockCounter(long start, long trials, int threads, double secondsOfGroup)
    {
        /// <summary>
        /// Maximum seconds that one item may take of a block, so that progress is visible between items. Items this slow gain nothing from
        /// a larger block.
        /// </summary>
        private const double ItemSecondsMax = 0.1;

        /// <summary>Parts of a trial are counted in steps of 2^−16.</summary>
        private const int PartBits = 16;

        /// <summary>A short run is cut into smaller blocks, so that all threads have work until its end and progress can be seen.</summary>
        private const int BlocksPerThread = 4;

        /// <summary>
        /// A power of two, in whole groups of trials, that divides the first trial: what is kept of a block depends on its first trial.
        /// </summary>
        private readonly int _size = SizeOf(start, trials, threads, secondsOfGroup);
        private long _next;
        private long _doneParts;

        public long Count => (trials + _size - 1) / _size;

        public bool TryTake(out long firstTrial, out int count)
        {
            var taken = (Interlocked.Increment(ref _next) - 1) * _size;
            firstTrial = start + taken;
            count = (int)Math.Min(_size, trials - taken);
            return taken < trials;
        }

        /// <summary>A number of trials in fractional parts.</summary>
        public static long Parts(double trials) => (long)Math.ScaleB(trials, PartBits);

        /// <summary>Adds parts; returns the trials completed by all threads.</summary>
        public double Add(long parts) => Math.ScaleB(Interlocked.Add(ref _doneParts, parts), -PartBits);

        private static int SizeOf(long start, long trials, int threads, double secondsOfGroup)
        {
            var size = BlockEvaluator.BlockSize;
            while (size > WordAddress.TrialsPerGroup
                && (start % size != 0 || trials < (long)size * threads * BlocksPerThread
                    || secondsOfGroup * size / WordAddress.TrialsPerGroup > ItemSecondsMax))
                size /= 2;
            return size;
        }
    }

    /// <summary>One thread's evaluators and aggregates.</summary>
    /// <param name="shares">Each plan's share of the time of a block; empty if progress is not reported.</param>
    private sealed class Worker(
        IReadOnlyList<Plan> plans, SimulationOptions options, double[] shares, BlockCounter blocks, CancellationToken cancellation)
    {
        private readonly BlockEvaluator[] _evaluators = [.. plans.Select(plan => Evaluator(plan, options, cancellation))];
        private readonly TrialBlock[] _blocks = new TrialBlock[plans.Count];

        /// <summary>Parts of the current block already reported.</summary>
        private long _toldParts;

        public IReadOnlyList<Aggregates> Aggregates { get; } = NoTrials(plans, options);

        private static BlockEvaluator Evaluator(Plan plan, SimulationOptions options, CancellationToken cancellation)
        {
            var evaluator = BlockEvaluator.Create(plan, options.Seed, options.Kernels);
            (evaluator.KeepsAllTokens, evaluator.Cancellation) = (options.KeepsAllTokens, cancellation);
            return evaluator;
        }

        public void Run()
        {
            while (!cancellation.IsCancellationRequested && blocks.TryTake(out var firstTrial, out var count))
            {
                var before = 0.0;
                for (var p = 0; p < _evaluators.Length; p++)
                {
                    var (start, share) = (before, p < shares.Length ? shares[p] : 0);
                    _evaluators[p].Advanced = share > 0 ? part => Tell((start + share * part) * count) : null;
                    _blocks[p] = _evaluators[p].Evaluate(firstTrial, count);
                    Aggregates[p].Add(_blocks[p]);
                    before += share;
                }

                options.Sink?.Accept(_blocks);
                Tell(count);
                _toldParts = 0;
            }
        }

        private void Tell(double trialsOfBlock)
        {
            if (options.Progress is not { } progress)
                return;
            var parts = BlockCounter.Parts(trialsOfBlock);
            var more = parts - _toldParts;
            _toldParts = parts;
            progress(blocks.Add(more));
        }
    }
}
