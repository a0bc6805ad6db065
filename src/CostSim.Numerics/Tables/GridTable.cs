namespace CostSim.Numerics.Tables;

/// <summary>
/// Four quantities on a grid of zero, one or two axes, linearly interpolated between nodes. Built in double, stored
/// and read in float, with correctly rounded operations only.
/// </summary>
public sealed class GridTable
{
    /// <param name="axes">At most two axes; none for four constants.</param>
    /// <param name="values">The quantities at a point of the grid, one coordinate for each axis.</param>
    public GridTable(IReadOnlyList<GridAxis> axes, Func<double[], GridValues> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axes.Count, 2);
        Axes = [.. axes];
        var (first, second) = (Nodes(0), Nodes(1));
        Cells = new float[4 * first * second];
        for (var i = 0; i < first; i++)
        {
            for (var j = 0; j < second; j++)
            {
                double[] point = axes.Count switch { 0 => [], 1 => [axes[0].At(i)], _ => [axes[0].At(i), axes[1].At(j)] };
                values(point).CopyTo(Cells.AsSpan(4 * (i * second + j), 4));
            }
        }
    }

    /// <summary>The axes; the second one's nodes are adjacent in <see cref="Cells"/>.</summary>
    public IReadOnlyList<GridAxis> Axes { get; }

    /// <summary>Four floats per node.</summary>
    internal float[] Cells { get; }

    /// <summary>The quantities at a point of the grid, in double: for planning, not for trials.</summary>
    /// <param name="point">One coordinate for each axis.</param>
    public GridValues At(params ReadOnlySpan<double> point)
    {
        var (row, down) = Axes.Count > 0 ? Axes[0].Place(point[0]) : (0, 0);
        if (Axes.Count < 2)
            return Axes.Count == 0 ? Node(0) : GridValues.Between(Node(row), Node(row + 1), down);
        var (column, along) = Axes[1].Place(point[1]);
        var low = row * Axes[1].Nodes + column;
        var high = low + Axes[1].Nodes;
        return GridValues.Between(
            GridValues.Between(Node(low), Node(low + 1), along), GridValues.Between(Node(high), Node(high + 1), along), down);
    }

    private GridValues Node(int node)
    {
        var cell = Cells.AsSpan(4 * node, 4);
        return new GridValues(cell[0], cell[1], cell[2], cell[3]);
    }

    private int Nodes(int axis) => axis < Axes.Count ? Axes[axis].Nodes : 1;
}

/// <summary>The four quantities of a node of a <see cref="GridTable"/>.</summary>
public readonly record struct GridValues(double First, double Second, double Third, double Fourth)
{
    internal static GridValues Between(GridValues a, GridValues b, double fraction) => new(
        a.First + (b.First - a.First) * fraction, a.Second + (b.Second - a.Second) * fraction,
        a.Third + (b.Third - a.Third) * fraction, a.Fourth + (b.Fourth - a.Fourth) * fraction);

    internal void CopyTo(Span<float> cell)
    {
        cell[0] = (float)First;
        cell[1] = (float)Second;
        cell[2] = (float)Third;
        cell[3] = (float)Fourth;
    }
}

/// <summary>An axis of a <see cref="GridTable"/>: equally spaced nodes. Coordinates beyond an end are clamped to it.</summary>
/// <param name="Min">The first node.</param>
/// <param name="Max">The last node, above <paramref name="Min"/>.</param>
/// <param name="Nodes">Their number, at least 2.</param>
public sealed record GridAxis(double Min, double Max, int Nodes)
{
    /// <summary>The coordinate of a node.</summary>
    public double At(int node) => Min + (Max - Min) * node / (Nodes - 1);

    /// <summary>The node below a coordinate, and the fraction of the way to the next one, in [0, 1].</summary>
    internal (int Node, double Fraction) Place(double value)
    {
        var steps = Math.Clamp((value - Min) * (Nodes - 1) / (Max - Min), 0, Nodes - 1);
        var node = Math.Min((int)steps, Nodes - 2);
        return (node, steps - node);
    }

    internal float Start { get; } = (float)Min;

    internal float NodesPerUnit { get; } = (float)((Nodes - 1) / (Max - Min));
}
