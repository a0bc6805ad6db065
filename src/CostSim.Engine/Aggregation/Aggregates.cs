using System.Buffers.Binary;
using System.Security.Cryptography;
using CostSim.Engine.Drivers;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Aggregation;

/// <summary>
/// The aggregates of a plan's trials: moments and a histogram of each measure, for the run and for each phase. All are integers, so that
/// merging in any order gives the same bits.
/// </summary>
public sealed class Aggregates
{
    private readonly MeasureAggregate?[] _measures;
    private readonly Int128[] _cutCalls;

    public Aggregates(Plan plan)
    {
        Plan = plan;
        _cutCalls = new Int128[plan.Phases.Count];
        _measures = new MeasureAggregate?[(plan.Phases.Count + 1) * TrialBlock.MeasureCount];
        for (var scope = 0; scope <= plan.Phases.Count; scope++)
        {
            var drawable = scope == 0 ? plan.Drawable : plan.Phases[scope - 1].Drawable(plan.Items);
            foreach (var measure in plan.Measures)
                _measures[scope * TrialBlock.MeasureCount + (int)measure] = new MeasureAggregate(
                    measure, drawable[measure], plan.UnitsPerStep(measure), isOfRun: scope == 0);
        }
    }

    public Plan Plan { get; }

    /// <summary>
    /// The sums behind the cost drivers, from the first trials; not part of the result hash. Null if not requested.
    /// </summary>
    public DriverSums? Drivers { get; init; }

    /// <summary>Number of trials taken.</summary>
    public long Trials => Total(Measure.Cost).Moments.Count;

    /// <summary>A measure of the run; one that the plan has.</summary>
    public MeasureAggregate Total(Measure measure) => _measures[(int)measure]!;

    /// <summary>A measure of a phase of the plan.</summary>
    public MeasureAggregate Phase(int phase, Measure measure) => _measures[(phase + 1) * TrialBlock.MeasureCount + (int)measure]!;

    /// <summary>Mean number of a phase's calls per trial that are cut by the output cap.</summary>
    public double CutCallsMean(int phase) => (double)_cutCalls[phase] / Trials;

    /// <summary>Adds a block's trials.</summary>
    public void Add(TrialBlock block)
    {
        Drivers?.Add(block);
        for (var p = 0; p < _cutCalls.Length; p++)
            _cutCalls[p] += block.CutCalls[p];
        for (var scope = 0; scope <= (block.IsDetailed ? Plan.Phases.Count : 0); scope++)
        {
            foreach (var measure in block.OfPlan)
            {
                if (scope == 0 ? block.Has(measure) : block.PhasesHave(measure))
                    _measures[scope * TrialBlock.MeasureCount + (int)measure]!.Add(block.Scope(scope, measure)[..block.Count]);
            }
        }
    }

    /// <summary>Adds the aggregates of other trials of the same plan.</summary>
    public void Merge(Aggregates other)
    {
        if (other.Drivers is { } drivers)
            Drivers?.Merge(drivers);
        for (var i = 0; i < _measures.Length; i++)
            _measures[i]?.Merge(other._measures[i]!);
        for (var p = 0; p < _cutCalls.Length; p++)
            _cutCalls[p] += other._cutCalls[p];
    }

    /// <summary>Visits every integer, those behind the drivers too.</summary>
    public void Visit(IIntegerVisitor visitor)
    {
        Drivers?.Visit(visitor);
        for (var p = 0; p < _cutCalls.Length; p++)
            visitor.Sum(ref _cutCalls[p]);
        foreach (var measure in _measures)
        {
            measure?.Moments.Visit(visitor);
            measure?.Histogram.Visit(visitor);
        }
    }

    /// <summary>Feeds every integer to a hash, in a fixed order.</summary>
    internal void AppendTo(IncrementalHash hash)
    {
        var integers = new HashedIntegers(hash);
        foreach (var cut in _cutCalls)
            integers.Append(cut);
        foreach (var measure in _measures)
        {
            if (measure is null)
                continue;
            foreach (var integer in measure.Moments.Integers())
                integers.Append(integer);
            integers.Append(measure.Histogram);
        }

        integers.Flush();
    }

    /// <summary>Buffers integers: each hash call is costly.</summary>
    private sealed class HashedIntegers(IncrementalHash hash)
    {
        private const int IntegerBytes = 16;

        private readonly byte[] _bytes = new byte[IntegerBytes << 10];
        private int _used;

        public void Append(Int128 integer) => BinaryPrimitives.WriteInt128LittleEndian(Next(), integer);

        public void Append(Histogram histogram)
        {
            foreach (var cell in histogram.Cells())
            {
                Append(cell.Index);
                Append(cell.Count);
            }
        }

        /// <summary>The same bytes; avoids compiling Int128 operations here.</summary>
        public void Append(long integer)
        {
            var bytes = Next();
            BinaryPrimitives.WriteInt64LittleEndian(bytes, integer);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], integer >> 63);
        }

        public void Flush()
        {
            hash.AppendData(_bytes.AsSpan(0, _used));
            _used = 0;
        }

        private Span<byte> Next()
        {
            if (_used == _bytes.Length)
                Flush();
            _used += IntegerBytes;
            return _bytes.AsSpan(_used - IntegerBytes, IntegerBytes);
        }
    }
}

/// <summary>One measure over all trials, in whole steps.</summary>
public sealed class MeasureAggregate
{
    /// <summary>Counts up to this have cells of their own: a million of them take 8 MB, the call counts of a few thousand items.</summary>
    private const long ExactCellsMax = 1 << 20;

    /// <summary>Whether it is the same in every trial, such as the calls of a phase that every unit passes once.</summary>
    private readonly bool _isCertain;

    public MeasureAggregate(Measure measure, Bounds drawable, double unitsPerStep, bool isOfRun)
    {
        UnitsPerStep = unitsPerStep;
        _isCertain = drawable.Min == drawable.Max;
        // One step beyond either end: rounding may cross it.
        var (min, max) = ((long)Math.Floor(drawable.Min / unitsPerStep) - 1, (long)Math.Ceiling(drawable.Max / unitsPerStep) + 1);
        Moments = new Moments();
        Histogram = new Histogram(
            measure == Measure.Calls && max <= ExactCellsMax ? max : null, isOfRun ? Histogram.FineBits : Histogram.PlainBits);
    }

    /// <summary>What one step is in the measure's unit.</summary>
    public double UnitsPerStep { get; }

    /// <summary>The mean, in the measure's unit.</summary>
    public double Mean => Moments.Mean * UnitsPerStep;

    /// <summary>Of all trials, or of the first ones (see <see cref="TrialBlock.TokensOfPhasesTrialsMax"/>).</summary>
    public Moments Moments { get; }

    /// <summary>Of the same trials.</summary>
    public Histogram Histogram { get; }

    internal void Add(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;
        var (min, max) = (values[0], values[0]);
        if (_isCertain)
            Moments.Add(values[0], values.Length);
        else
            (min, max) = Moments.Add(values);
        Histogram.Add(values, min, max);
    }

    internal void Merge(MeasureAggregate other)
    {
        Moments.Merge(other.Moments);
        Histogram.Merge(other.Histogram);
    }
}
