using System.Diagnostics;

namespace CostSim.Benchmarks.Regression;

/// <summary>
/// Measures items against the calibration of the same moments: round after round over all items, in each the calibration loop, the item,
/// the calibration loop, the item. An item's figure is the median over the rounds, which lie apart, so that a busy spell takes a few rounds
/// of every item and not all rounds of one.
/// </summary>
internal sealed class Interleaved(IReadOnlyDictionary<string, double> planted)
{
    /// <summary>Processor time of one sample: long against its reading (a microsecond), short against a turn of the scheduler.</summary>
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(2);

    /// <summary>Places of the stack within a cache line of 64 bytes.</summary>
    private const int StackOffsets = 4;

    private readonly Calibration _calibration = new();
    private readonly Dictionary<CalibrationKind, int> _calibrationRepeats = [];

    /// <summary>Time of one unit of each item, in steps of its calibration loop.</summary>
    /// <param name="items">The items.</param>
    /// <param name="rounds">Rounds on a machine that is not too busy for them.</param>
    /// <param name="patience">After so long a third of the rounds has to do.</param>
    public double[] Measure(IReadOnlyList<RegressionItem> items, int rounds, TimeSpan patience)
    {
        var from = Stopwatch.GetTimestamp();
        WarmUp.Run([.. items.Select(item => item.Work), .. Enum.GetValues<CalibrationKind>().Select(_calibration.Loop)]);
        foreach (var kind in Enum.GetValues<CalibrationKind>())
            _calibrationRepeats[kind] = Repeats(_calibration.Loop(kind));
        var repeats = items.Select(item => Repeats(item.Work)).ToArray();
        var ratios = items.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds && (round < rounds / 3 || Stopwatch.GetElapsedTime(from) < patience); round++)
        {
            for (var i = 0; i < items.Count; i++)
                ratios[i].Add(Ratio(items[i], repeats[i], round % StackOffsets));
        }

        return [.. ratios.Select(Median)];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private double Ratio(RegressionItem item, int repeats, int stackOffset)
    {
        var loop = _calibration.Loop(item.Calibration);
        var loopRepeats = _calibrationRepeats[item.Calibration];
        var work = planted.TryGetValue(item.Key, out var factor) || planted.TryGetValue(item.Name, out factor)
            ? (int)Math.Round(repeats * factor) : repeats;
        var calibration = ProcessorTime.Of(loop, loopRepeats, stackOffset);
        var time = ProcessorTime.Of(item.Work, work, stackOffset);
        calibration += ProcessorTime.Of(loop, loopRepeats, stackOffset);
        time += ProcessorTime.Of(item.Work, work, stackOffset);
        // A planted factor is work that is not accounted for, as a slowdown would be.
        return time / ((double)repeats * item.Units) / (calibration / ((double)loopRepeats * Calibration.Steps));
    }

    /// <summary>How often to repeat the work for a sample.</summary>
    private static int Repeats(Action work)
    {
        var repeats = 1;
        double time;
        while ((time = ProcessorTime.Of(work, repeats)) < Sample.TotalSeconds / 4 && repeats < 1 << 20)
            repeats *= 2;
        return Math.Max(2, (int)(repeats * Sample.TotalSeconds / time));
    }
}
