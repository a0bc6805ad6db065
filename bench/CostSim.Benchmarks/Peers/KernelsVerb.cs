using CommandLine;
using CostSim.Benchmarks.Numerics.Random;
using CostSim.Benchmarks.Numerics.Simd;
using CostSim.Benchmarks.Numerics.Statistics;
using CostSim.Benchmarks.Regression;
using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks.Peers;

/// <summary>
/// <c>kernels</c>: what a word, a draw, a value cost on this machine now, in nanoseconds of one core: the prices of the prediction.
/// </summary>
[Verb("kernels", HelpText = "Time the kernels that a prediction is worked out from; prints JSON.")]
internal sealed class KernelsVerb
{
    private const int Rounds = 40;

    public int Execute()
    {
        var set = KernelSelector.Selected.Name;
        var words = new WordsBenchmarks { Set = set };
        var samplers = new SamplersBenchmarks { Set = set };
        var kernels = new KernelsBenchmarks { Set = set };
        words.Prepare();
        samplers.Prepare();
        kernels.Prepare();
        var histogram = new HistogramBenchmarks();
        var moments = new MomentsBenchmarks();
        const int Calls = KernelsBenchmarks.Trials * KernelsBenchmarks.Calls;
        return JsonLine.Print(new
        {
            Peer = "kernels",
            InstructionSet = set,
            Word = Nanoseconds(words.Words, WordsBenchmarks.Trials),
            Uniform = Nanoseconds(samplers.Uniform, SamplersBenchmarks.Trials),
            Table = Nanoseconds(samplers.Table, SamplersBenchmarks.Trials),
            Deviate = Nanoseconds(samplers.Deviates, SamplersBenchmarks.Trials),
            Steps = Nanoseconds(samplers.Steps, SamplersBenchmarks.Trials),
            Grid = Nanoseconds(kernels.Interpolate, KernelsBenchmarks.Trials),
            CountedCall = Nanoseconds(kernels.CountSuccesses, Calls),
            CallFactor = Nanoseconds(kernels.AddCallSumsOfTwoFactors, Calls * 2),
            Histogram = Nanoseconds(histogram.Add, SampleValues.Count),
            Moments = Nanoseconds(moments.Add, SampleValues.Count),
        });
    }

    /// <summary>The median of short samples.</summary>
    private static double Nanoseconds(Action work, int units)
    {
        WarmUp.Run(work);
        var repeats = Math.Max(5, (int)(0.002 * 40 / ProcessorTime.Of(work, 40)));
        return Interleaved.Median(Enumerable.Range(0, Rounds).Select(_ => ProcessorTime.Of(work, repeats) / repeats / units * 1e9));
    }
}
