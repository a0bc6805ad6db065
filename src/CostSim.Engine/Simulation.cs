using System.Security.Cryptography;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Drivers;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine;

/// <summary>How a simulation is run.</summary>
/// <param name="Seed">Any number: the same seed gives the same draws.</param>
/// <param name="Trials">
/// Number of trials, at least 1; with those before <see cref="FirstTrial"/> at most <see cref="WordAddress.TrialsMax"/>. The first n trials of a longer run are the run of n.
/// </param>
/// <param name="Threads">Number of threads; no bit of the result depends on it.</param>
public sealed record SimulationOptions(ulong Seed, long Trials, int Threads)
{
    /// <summary>
    /// The number of the first trial, a multiple of <see cref="BlockEvaluator.BlockSize"/>: the aggregates of [0, n) merged with those of [n, m) are those of [0, m), bit for bit.
    /// </summary>
    public long FirstTrial { get; init; }

    /// <summary>Whether what drives the cost is kept too.</summary>
    public bool WithDrivers { get; init; } = true;

    /// <summary>
    /// Whether tokens and calls of single phases are kept of all trials: means that are to explain a cost have to be of the trials that it is of. Else they are of the first
    /// <see cref="TrialBlock.TokensOfPhasesTrialsMax"/>.
    /// </summary>
    public bool KeepsAllTokens { get; init; }

    /// <summary>The kernels to use.</summary>
    public IKernels Kernels { get; init; } = KernelSelector.Selected;

    /// <summary>Is told the number of trials done so far, by the thread that did them.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Receives every block of every plan, or null.</summary>
    public ITrialSink? Sink { get; init; }
}

/// <summary>Takes the trials themselves, not only their aggregates.</summary>
public interface ITrialSink
{
    /// <summary>
    /// Receives the blocks of one range of trials, one for each plan, on the thread that computed them and in no order. They are overwritten after
    /// the call, which may block to hold the computation back.
    /// </summary>
    void Accept(IReadOnlyList<TrialBlock> blocks);
}

/// <summary>Runs plans: blocks of trials on several threads, each block evaluated for every plan on the same draws, aggregates merged at the end.</summary>
public static class Simulation
{
    /// <summary>The aggregates of each plan.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; nothing is returned of it.</exception>
    public static IReadOnlyList<Aggregates> Run(IReadOnlyList<Plan> plans, SimulationOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.FirstTrial);
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.FirstTrial % BlockEvaluator.BlockSize, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Trials, WordAddress.TrialsMax - options.FirstTrial);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var blocks = new BlockCounter(options.FirstTrial, options.Trials, options.Threads);
        var workers = new Worker[Math.Min(options.Threads, blocks.Count)];
        Workers.Run(workers.Length, workers.Length, i =>
        {
            workers[i] = new Worker(plans, options, cancellation);
            workers[i].Run(blocks);
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

    /// <summary>SHA-256 over every integer of the aggregates, in lower-case hexadecimal: one changed trial changes it.</summary>
    public static string ResultHash(IEnumerable<Aggregates> results)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var result in results)
            result.AppendTo(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Hands out the blocks of a run, and counts what is done.</summary>
    private sealed class BlockCounter(long start, long trials, int threads)
    {
        /// <summary>A short run is cut into smaller blocks, so that all threads have work until its end and progress can be seen.</summary>
        private const int BlocksPerThread = 4;

        /// <summary>A power of two, in whole groups of trials.</summary>
        private readonly int _size = SizeOf(trials, threads);
        private long _next;
        private long _done;

        public long Count => (trials + _size - 1) / _size;

        public bool TryTake(out long firstTrial, out int count)
        {
            var taken = (Interlocked.Increment(ref _next) - 1) * _size;
            firstTrial = start + taken;
            count = (int)Math.Min(_size, trials - taken);
            return taken < trials;
        }

        public long Finish(int count) => Interlocked.Add(ref _done, count);

        private static int SizeOf(long trials, int threads)
        {
            var size = BlockEvaluator.BlockSize;
            while (size > WordAddress.TrialsPerGroup && trials < (long)size * threads * BlocksPerThread)
                size /= 2;
            return size;
        }
    }

    /// <summary>One thread's evaluators and aggregates.</summary>
    private sealed class Worker(IReadOnlyList<Plan> plans, SimulationOptions options, CancellationToken cancellation)
    {
        private readonly BlockEvaluator[] _evaluators = [.. plans.Select(plan => Evaluator(plan, options, cancellation))];
        private readonly TrialBlock[] _blocks = new TrialBlock[plans.Count];

        public IReadOnlyList<Aggregates> Aggregates { get; } =
        [
            .. plans.Select(plan => new Aggregates(plan) { Drivers = options.WithDrivers ? new DriverSums(plan, options.Seed, options.Kernels) : null }),
        ];

        private static BlockEvaluator Evaluator(Plan plan, SimulationOptions options, CancellationToken cancellation)
        {
            var evaluator = BlockEvaluator.Create(plan, options.Seed, options.Kernels);
            (evaluator.KeepsAllTokens, evaluator.Cancellation) = (options.KeepsAllTokens, cancellation);
            return evaluator;
        }

        public void Run(BlockCounter blocks)
        {
            while (!cancellation.IsCancellationRequested && blocks.TryTake(out var firstTrial, out var count))
            {
                for (var p = 0; p < _evaluators.Length; p++)
                {
                    _blocks[p] = _evaluators[p].Evaluate(firstTrial, count);
                    Aggregates[p].Add(_blocks[p]);
                }

                options.Sink?.Accept(_blocks);
                options.Progress?.Invoke(blocks.Finish(count));
            }
        }
    }
}
