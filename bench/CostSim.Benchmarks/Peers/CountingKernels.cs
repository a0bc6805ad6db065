using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Benchmarks.Peers;

/// <summary>Kernels that also count what they are asked for, from which a prediction of the time is worked out. For one thread.</summary>
internal sealed class CountingKernels(IKernels kernels) : IKernels
{
    public string Name => kernels.Name;

    /// <summary>Set anew where counting begins anew.</summary>
    public Operations Operations { get; set; } = new();

    public void Words(ulong seed, in WordAddress address, long firstTrial, Span<uint> words)
    {
        Operations.Words += words.Length;
        kernels.Words(seed, address, firstTrial, words);
    }

    public void Draw(ulong seed, in WordAddress address, QuantileFunction quantile, long firstTrial, Span<float> values)
    {
        switch (quantile)
        {
            case UniformQuantile:
                Operations.UniformDraws += values.Length;
                break;
            case QuantileTable:
                Operations.TableDraws += values.Length;
                break;
            default:
                Operations.StepDraws += values.Length;
                break;
        }

        kernels.Draw(seed, address, quantile, firstTrial, values);
    }

    public void CountSuccesses(
        ulong seed, uint stream, uint item, long firstTrial, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> counts, Span<int> successes)
    {
        Operations.CountedCalls += Sum(counts);
        Operations.LanesOfCountedCalls += SumOfGreatest(counts);
        kernels.CountSuccesses(seed, stream, item, firstTrial, probabilities, counts, successes);
    }

    public void RoundShares(ReadOnlySpan<float> shares, ReadOnlySpan<int> counts, Span<int> rounded) => kernels.RoundShares(shares, counts, rounded);

    public void AddCallSums(
        ulong seed, ReadOnlySpan<CallFactor> factors, uint item, long firstTrial, ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors,
        Span<double> totals)
    {
        Operations.CallFactors += Sum(counts) * factors.Length;
        Operations.LanesOfCallFactors += SumOfGreatest(counts) * factors.Length;
        kernels.AddCallSums(seed, factors, item, firstTrial, counts, itemFactors, totals);
    }

    public void AddCounts(ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors, Span<double> totals) => kernels.AddCounts(counts, itemFactors, totals);

    public void Multiply(Span<float> values, ReadOnlySpan<float> factors) => kernels.Multiply(values, factors);

    private static double Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    /// <summary>What the registers do: a group of trials goes on until its longest is done.</summary>
    private static double SumOfGreatest(ReadOnlySpan<int> counts)
    {
        var sum = 0.0;
        for (var from = 0; from < counts.Length; from += WordAddress.TrialsPerGroup)
        {
            var greatest = 0;
            foreach (var count in counts.Slice(from, WordAddress.TrialsPerGroup))
                greatest = Math.Max(greatest, count);
            sum += (double)greatest * WordAddress.TrialsPerGroup;
        }

        return sum;
    }
}

/// <summary>Counted operations.</summary>
internal sealed class Operations
{
    public double Words { get; set; }

    public double UniformDraws { get; set; }

    public double TableDraws { get; set; }

    public double StepDraws { get; set; }

    /// <summary>Calls whose success is drawn.</summary>
    public double CountedCalls { get; set; }

    /// <summary>The same with what registers draw beside the calls that there are.</summary>
    public double LanesOfCountedCalls { get; set; }

    /// <summary>Factors that calls draw.</summary>
    public double CallFactors { get; set; }

    /// <summary>The same with what registers draw beside the calls that there are.</summary>
    public double LanesOfCallFactors { get; set; }

    /// <summary>Values that go into moments and a histogram.</summary>
    public double AggregatedValues { get; set; }

    /// <summary>What one trial of a run takes.</summary>
    public Operations PerTrial(double trials) => new()
    {
        Words = Words / trials,
        UniformDraws = UniformDraws / trials,
        TableDraws = TableDraws / trials,
        StepDraws = StepDraws / trials,
        CountedCalls = CountedCalls / trials,
        LanesOfCountedCalls = LanesOfCountedCalls / trials,
        CallFactors = CallFactors / trials,
        LanesOfCallFactors = LanesOfCallFactors / trials,
        AggregatedValues = AggregatedValues / trials,
    };
}
