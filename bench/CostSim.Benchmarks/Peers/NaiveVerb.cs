using System.Diagnostics;
using CommandLine;
using CostSim.Benchmarks.Engine;

namespace CostSim.Benchmarks.Peers;

/// <summary><c>naive</c>: the reference law as a C# programmer writes it with MathNet's samplers, call by call, on one core.</summary>
[Verb("naive", HelpText = "Time the law written with MathNet's samplers; prints JSON.")]
internal sealed class NaiveVerb
{
    [Option("items", Default = 50, HelpText = "Number of items.")]
    public int Items { get; set; } = 50;

    [Option("trials", Default = 4000, HelpText = "Number of trials.")]
    public int Trials { get; set; } = 4000;

    [Option("seed", Default = 1, HelpText = "Seed.")]
    public int Seed { get; set; } = 1;

    public int Execute()
    {
        var law = new MathNetNaive(Seed);
        for (var trial = 0; trial < Math.Max(1, Trials / 50); trial++)
            law.Trial(Items);
        law.Draws = 0;
        var costs = new double[Trials];
        var before = Environment.CpuUsage.TotalTime;
        var from = Stopwatch.GetTimestamp();
        for (var trial = 0; trial < Trials; trial++)
            costs[trial] = law.Trial(Items);
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        var processorSeconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var drawsPerTrial = (double)law.Draws / Trials;
        var mean = costs.Average();
        Array.Sort(costs);
        var band = new CostBand(At(costs, 0.05), At(costs, 0.50), At(costs, 0.95), mean);
        return JsonLine.Print(new
        {
            Peer = "mathnet",
            Method = "call by call",
            Items,
            Trials,
            Seconds = seconds,
            ProcessorSeconds = processorSeconds,
            Threads = 1,
            band.P5,
            band.P50,
            band.P95,
            band.Mean,
            DrawsPerTrial = drawsPerTrial,
            NanosecondsPerDraw = law.NanosecondsPerDraw(),
            Version = "MathNet.Numerics " + typeof(MathNet.Numerics.Distributions.Binomial).Assembly.GetName().Version,
        });
    }

    private static double At(double[] sorted, double probability)
    {
        var place = probability * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
