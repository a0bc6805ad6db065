using System.Numerics;
using CostSim.Benchmarks.Engine;
using CostSim.Benchmarks.Numerics.Random;
using CostSim.Benchmarks.Numerics.Simd;
using CostSim.Benchmarks.Numerics.Statistics;
using CostSim.Benchmarks.Numerics.Tables;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Benchmarks.Regression;

/// <summary>What the check measures on this machine: the work is that of the benchmarks.</summary>
internal static class RegressionItems
{
    /// <summary>The plain kernels are for tests and rare machines: two of them, and no jobs.</summary>
    private const string Scalar = "scalar";

    /// <summary>Enough trials that the aggregates' memory, made anew for each run, does not rule the time.</summary>
    private const int CollapsedTrials = 16_384;
    private const int CallByCallTrials = 8192;

    /// <summary>Fewer: what such a scenario has besides may be drawn call by call.</summary>
    private const int OrdinaryTrials = 4096;

    /// <summary>The set of what is written for whatever width <see cref="Vector{T}"/> has.</summary>
    private static string Plain => FormattableString.Invariant($"vector{Vector<byte>.Count * 8}");

    public static List<RegressionItem> OfThisMachine() =>
        [.. KernelSelector.Available.SelectMany(kernels => OfKernels(kernels.Name)), .. KernelSelector.Available.SelectMany(Jobs),
            .. Common()];

    private static IEnumerable<RegressionItem> OfKernels(string set)
    {
        const CalibrationKind Arithmetic = CalibrationKind.Arithmetic;
        var words = new WordsBenchmarks { Set = set };
        var samplers = new SamplersBenchmarks { Set = set };
        var kernels = new KernelsBenchmarks { Set = set };
        words.Prepare();
        samplers.Prepare();
        kernels.Prepare();
        const int Calls = KernelsBenchmarks.Trials * KernelsBenchmarks.Calls;
        yield return new(set, "words", Arithmetic, "word", WordsBenchmarks.Trials, words.Words);
        yield return new(set, "call-sums", Arithmetic, "call", Calls, kernels.AddCallSumsOfTwoFactors);
        if (set == Scalar)
            yield break;
        yield return new(set, "uniform", Arithmetic, "value", SamplersBenchmarks.Trials, samplers.Uniform);
        yield return new(set, "table", Arithmetic, "value", SamplersBenchmarks.Trials, samplers.Table);
        yield return new(set, "deviates", Arithmetic, "value", SamplersBenchmarks.Trials, samplers.Deviates);
        yield return new(set, "steps", Arithmetic, "value", SamplersBenchmarks.Trials, samplers.Steps);
        yield return new(set, "count-successes", Arithmetic, "call", Calls, kernels.CountSuccesses);
    }

    /// <summary>Small jobs on one thread.</summary>
    private static IEnumerable<RegressionItem> Jobs(IKernels kernels)
    {
        if (kernels.Name == Scalar)
            yield break;
        var collapsed = new ReferenceJob(50, exact: false, kernels);
        yield return new(
            kernels.Name, "job-50-items", CalibrationKind.Arithmetic, "trial", CollapsedTrials, () => collapsed.Run(CollapsedTrials, 1));
        foreach (var (name, scenario) in Ordinary())
        {
            var job = new ReferenceJob(scenario, scenario.Items, exact: false, kernels);
            yield return new(kernels.Name, name, CalibrationKind.Arithmetic, "trial", OrdinaryTrials, () => job.Run(OrdinaryTrials, 1));
        }

        var exact = new ReferenceJob(1, exact: true, kernels);
        yield return new(
            kernels.Name, "job-1-item", CalibrationKind.Arithmetic, "trial", CallByCallTrials, () => exact.Run(CallByCallTrials, 1));
    }

    /// <summary>What a scenario commonly adds to the reference job.</summary>
    private static IEnumerable<(string Name, Scenario Scenario)> Ordinary() =>
    [
        ("job-capped-outputs", OrdinaryScenarios.CappedFiftyAtoms), ("job-pilot-values", OrdinaryScenarios.PilotOfTwoHundred),
        ("job-long-tail-40-items", OrdinaryScenarios.LongTailOfForty),
    ];

    private static IEnumerable<RegressionItem> Common()
    {
        var kernels = new KernelsBenchmarks { Set = KernelSelector.Available[0].Name };
        kernels.Prepare();
        var tables = new QuantileTableBenchmarks();
        var histogram = new HistogramBenchmarks();
        var moments = new MomentsBenchmarks();
        yield return new(Plain, "table-set-up", CalibrationKind.Arithmetic, "table", 1, () => tables.Triangular());
        yield return new(Plain, "pert-table-set-up", CalibrationKind.Arithmetic, "table", 1, () => tables.Pert());
        yield return new(Plain, "grid", CalibrationKind.Arithmetic, "value", KernelsBenchmarks.Trials, kernels.Interpolate);
        yield return new(Plain, "histogram", CalibrationKind.Memory, "value", SampleValues.Count, histogram.Add);
        yield return new(Plain, "moments", CalibrationKind.Arithmetic, "value", SampleValues.Count, moments.Add);
    }
}
