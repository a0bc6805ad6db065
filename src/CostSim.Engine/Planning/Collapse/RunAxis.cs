namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A product of run-level draws as an axis of a table whose nodes are evenly spaced within each octave: a position is found from the bits
/// of the float, and linear functions of the product are interpolated exactly.
/// </summary>
public sealed class RunAxis
{
    private const int MantissaBits = 23;

    /// <summary>Every doubling of the nodes of an octave is a bit more of the float.</summary>
    public const int BitsMax = 9;

    /// <summary>Number of octaves covered; smaller products are interpolated between the least node and 0.</summary>
    private const int OctavesMax = 20;

    private readonly bool _hasZero;
    private readonly int _shift;
    private readonly int _first;
    private readonly float _least;
    private readonly float _perBit;

    /// <param name="draws">Indices of <see cref="Plan.RunDraws"/>.</param>
    /// <param name="min">The least product, nonnegative.</param>
    /// <param name="max">The greatest product, above the least.</param>
    /// <param name="bits">Binary logarithm of the number of nodes of an octave, 1 to <see cref="BitsMax"/>.</param>
    public RunAxis(IReadOnlyList<int> draws, double min, double max, int bits)
    {
        RunDraws = draws;
        _hasZero = min < Math.ScaleB(max, -OctavesMax);
        var least = LeastOf(min, max);
        _shift = MantissaBits - bits;
        _perBit = 1f / (1 << _shift);
        _first = BitConverter.SingleToInt32Bits(least) >> _shift;
        _least = BitConverter.Int32BitsToSingle(_first << _shift);
        var last = (BitConverter.SingleToInt32Bits((float)max) >> _shift) + 1;
        Nodes = Math.Max(2, last - _first + 1 + (_hasZero ? 1 : 0));
    }

    public IReadOnlyList<int> RunDraws { get; }

    public int Nodes { get; }

    /// <summary>How many octaves an axis covers.</summary>
    public static double Octaves(double min, double max) => Math.Log2(max / LeastOf(min, max));

    /// <summary>The product at a node.</summary>
    public double At(int node) =>
        _hasZero && node == 0 ? 0 : BitConverter.Int32BitsToSingle((_first + node - (_hasZero ? 1 : 0)) << _shift);

    /// <summary>The node below a product, and the fraction of the way to the next one, in [0, 1].</summary>
    internal (int Node, float Fraction) Place(float product)
    {
        if (!(product > _least))
            return _hasZero && product > 0 ? (0, product / _least) : (0, !_hasZero || product <= 0 ? 0 : 1);
        var bits = BitConverter.SingleToInt32Bits(product);
        var node = (bits >> _shift) - _first + (_hasZero ? 1 : 0);
        return node > Nodes - 2 ? (Nodes - 2, 1) : (node, (bits & ((1 << _shift) - 1)) * _perBit);
    }

    private static float LeastOf(double min, double max) => (float)Math.Max(min, Math.ScaleB(max, -OctavesMax));
}
