using System.Runtime.InteropServices;
using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>
/// The quantile function of a distribution with jumps: atoms, gaps, parts that begin and end. The words are divided at all of them. An atom
/// is a piece with one value; a stretch between jumps is two pieces, each a side of a <see cref="QuantileTable"/> of the distribution
/// within the stretch, so that no cell of a table spans a jump.
/// </summary>
/// <remarks>
/// A piece is found by binary search, in as many steps as the number of pieces has bits. Probabilities of pieces are multiples of 2^-32;
/// within a
/// stretch the error is that of the table.
/// </remarks>
public sealed class PiecewiseQuantile : QuantileFunction
{
    private readonly List<int> _firsts = [];
    private readonly List<int> _flips = [];
    private readonly List<int> _anchors = [];
    private readonly List<float> _scales = [];
    private readonly List<int> _cells = [];
    private readonly List<float> _coefficients = [];
    private readonly List<QuantilePiece> _pieces = [];
    private readonly Law _law;

    public PiecewiseQuantile(Law law)
    {
        _law = law;
        (Mean, Variance) = (law.Mean, law.Variance);
        AddPieces();
        Min = Value(0);
        Max = Value(uint.MaxValue);
        Width = 1;
        while (Width < _firsts.Count)
            Width *= 2;
        // The search needs a power of two; the last piece is repeated to fill it.
        for (var last = _firsts.Count - 1; _firsts.Count < Width;)
            Repeat(last);
        (Firsts, Flips, Anchors, Scales, Cells) = ([.. _firsts], [.. _flips], [.. _anchors], [.. _scales], [.. _cells]);
        Coefficients = [.. _coefficients];
    }

    public override double Min { get; }

    public override double Max { get; }

    public override double Mean { get; }

    public override double Variance { get; }

    public override double At(double u) => _law.Quantile(u);

    internal override IEnumerable<QuantilePiece> Pieces => _pieces;

    /// <summary>Number of pieces, a power of two.</summary>
    internal int Width { get; }

    /// <summary>The first word of each piece, with its top bit flipped, so that words are ordered as integers.</summary>
    internal int[] Firsts { get; }

    /// <summary>All ones for the upper side of a stretch, where words are counted from the end; else 0.</summary>
    internal int[] Flips { get; }

    /// <summary>The flipped word at the outer end of the piece.</summary>
    internal int[] Anchors { get; }

    /// <summary>
    /// One over the number of words of the whole stretch; 0 for an atom, all of whose words then fall into its only cell.
    /// </summary>
    internal float[] Scales { get; }

    /// <summary>The offset from the leading bits of the tail to the cell.</summary>
    internal int[] Cells { get; }

    /// <summary>Four per cell, as in a <see cref="QuantileTable"/>.</summary>
    internal float[] Coefficients { get; }

    internal static ReadOnlySpan<float> Bits(int[] integers) => MemoryMarshal.Cast<int, float>(integers);

    /// <summary>
    /// The distribution from end to end: parts too improbable for a single word are left out, and their probability goes to the next part.
    /// </summary>
    private void AddPieces()
    {
        var atoms = _law.Atoms.Select(atom => atom.Value).ToHashSet();
        double[] ends = [.. atoms.Concat(_law.Parts.SelectMany(part => (double[])[part.Law.Min, part.Law.Max])).Distinct().Order()];
        var stretches = new List<(double From, IContinuousDistribution? Law, long To)>();
        long next = 0;
        void Add(double from, IContinuousDistribution? law, double upTo)
        {
            var to = (long)Math.Round(upTo * 4294967296.0);
            if (to <= next)
                return;
            stretches.Add((from, law, to));
            next = to;
        }

        for (var i = 0; i < ends.Length; i++)
        {
            if (atoms.Contains(ends[i]))
                Add(ends[i], null, _law.Cdf(ends[i]));
            if (i + 1 < ends.Length && Within(ends[i], ends[i + 1]) is { } law)
                Add(ends[i], law, _law.Below(ends[i + 1]));
        }

        stretches[^1] = stretches[^1] with { To = 1L << 32 };
        next = 0;
        foreach (var (from, law, to) in stretches)
        {
            if (law is null)
                AddAtom(from, next);
            else
                AddStretch(law, next, to);
            _pieces.Add(new QuantilePiece((to - next) / 4294967296.0, law is null ? (float)from : 0, law));
            next = to;
        }
    }

    /// <summary>The distribution given that the value lies between two neighbouring ends; null if no part does.</summary>
    private IContinuousDistribution? Within(double min, double max)
    {
        var parts = new List<(double Left, IContinuousDistribution Law)>();
        foreach (var (weight, law) in _law.Parts.Where(part => part.Law.Min <= min && part.Law.Max >= max))
        {
            if (min <= law.Min && max >= law.Max)
                parts.Add((weight, law));
            else if (law.Cdf(max) - law.Cdf(min) is var left and >= Truncated.ProbabilityMin)
                parts.Add((weight * left, new Truncated(law, min, max)));
        }

        var sum = parts.Sum(part => part.Left);
        return parts.Count < 2 ? parts.FirstOrDefault().Law : new Blend([.. parts.Select(part => (part.Left / sum, part.Law))]);
    }

    private void AddAtom(double value, long from)
    {
        AddPiece(from, flip: 0, anchor: 0, scale: 0, _coefficients.Count / 4);
        _coefficients.AddRange((float)value, 0, 0, 0);
    }

    private void AddStretch(IContinuousDistribution law, long from, long to)
    {
        var table = new QuantileTable(new TableOnly(law));
        var first = _coefficients.Count / 4 - QuantileTable.FirstCell;
        var middle = from + (to - from + 1) / 2;
        var scale = (float)(1.0 / (to - from));
        AddPiece(from, flip: 0, anchor: (uint)from, scale, first);
        if (to > middle)
            AddPiece(middle, flip: -1, anchor: ~(uint)(to - 1), scale, first + QuantileTable.CellsPerSide);
        _coefficients.AddRange(table.Coefficients);
    }

    private void AddPiece(long from, int flip, uint anchor, float scale, int cell)
    {
        _firsts.Add((int)((uint)from ^ 0x80000000));
        _flips.Add(flip);
        _anchors.Add((int)anchor);
        _scales.Add(scale);
        _cells.Add(cell);
    }

    private void Repeat(int piece)
    {
        _firsts.Add(_firsts[piece]);
        _flips.Add(_flips[piece]);
        _anchors.Add(_anchors[piece]);
        _scales.Add(_scales[piece]);
        _cells.Add(_cells[piece]);
    }

    /// <summary>The value of a word at an end of its piece, where the position in the cell is 0.</summary>
    private float Value(uint word)
    {
        var piece = word == 0 ? 0 : _firsts.Count - 1;
        var tail = 0.5f * _scales[piece];
        return _coefficients[4 * ((BitConverter.SingleToInt32Bits(tail) >> (23 - QuantileTable.CellBits)) + _cells[piece])];
    }

    /// <summary>A distribution without moments, which a table does not need and a nested part would compute by quadrature.</summary>
    private sealed class TableOnly(IContinuousDistribution law) : IContinuousDistribution
    {
        public double Min => law.Min;

        public double Max => law.Max;

        public double Mean => double.NaN;

        public double Variance => double.NaN;

        public double Density(double x) => law.Density(x);

        public double Cdf(double x) => law.Cdf(x);

        public double Quantile(double p) => law.Quantile(p);

        public double UpperQuantile(double q) => law.UpperQuantile(q);
    }
}
