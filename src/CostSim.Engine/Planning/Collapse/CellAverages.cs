namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Moves the nodes of a table so that its linear interpolation is right in the average over each cell: through the values themselves it is
/// off by h²f″/12 in the average (h the width of the cell), always to the side of the curvature.
/// </summary>
/// <remarks>
/// A node is moved by −f″(h₁³ + h₂³)/(12(h₁ + h₂)), h₁ and h₂ the widths beside it, which leaves an error of the order of h⁴ in the average
/// and no more than before at a single place; f″ is the second divided difference. Where a mean would become negative, beside a jump, all
/// values of the node are moved by less, and by the same share: those which add up still do.
/// </remarks>
internal static class CellAverages
{
    /// <summary>What rounding may leave of a mean that is 0, relative to the sum of all.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Moves the nodes along one axis.</summary>
    /// <param name="cells">The nodes, those along the second axis adjacent.</param>
    /// <param name="axes">The axes, at most two.</param>
    /// <param name="axis">The index of the axis.</param>
    /// <param name="stride">Floats per node.</param>
    /// <param name="count">How many of them are moved, from the first.</param>
    /// <param name="means">How many of these are means, nonnegative, from the first.</param>
    public static void Fit(float[] cells, IReadOnlyList<RunAxis> axes, int axis, int stride, int count, int means)
    {
        var columns = axes.Count > 1 ? axes[1].Nodes : 1;
        var (nodes, step, lines, apart) = axis == 0
            ? (axes[0].Nodes, columns * stride, columns, stride) : (columns, stride, axes[0].Nodes, columns * stride);
        double[] places = [.. Enumerable.Range(0, nodes).Select(axes[axis].At)];
        var (values, moved) = (new double[nodes][], new double[nodes][]);
        for (var node = 0; node < nodes; node++)
            (values[node], moved[node]) = (new double[count], new double[count]);
        for (var line = 0; line < lines; line++)
        {
            for (var node = 0; node < nodes; node++)
            {
                for (var value = 0; value < count; value++)
                    values[node][value] = cells[line * apart + node * step + value];
            }

            Fit(places, values, moved, means);
            for (var node = 0; node < nodes; node++)
            {
                for (var value = 0; value < count; value++)
                    cells[line * apart + node * step + value] = (float)moved[node][value];
            }
        }
    }

    /// <summary>Moves the values of a line's nodes; its ends stay.</summary>
    /// <param name="places">The place of each node, ascending.</param>
    /// <param name="values">For each node its values.</param>
    /// <param name="moved">The same, moved.</param>
    /// <param name="means">How many values of a node are means.</param>
    internal static void Fit(double[] places, double[][] values, double[][] moved, int means)
    {
        for (var i = 0; i < places.Length; i++)
            values[i].CopyTo(moved[i], 0);
        for (var i = 1; i + 1 < places.Length; i++)
        {
            var (left, right) = (places[i] - places[i - 1], places[i + 1] - places[i]);
            var weight = (left * left * left + right * right * right) / (6 * (left + right) * (left + right));
            var share = 1.0;
            var rounding = Rounding * values[i].Take(means).Sum();
            for (var a = 0; a < values[i].Length; a++)
            {
                var here = values[i][a];
                var shift = weight * ((here - values[i - 1][a]) / left - (values[i + 1][a] - here) / right);
                moved[i][a] = shift;
                if (a < means && here + shift < -rounding)
                    share = Math.Min(share, here / -shift);
            }

            for (var a = 0; a < values[i].Length; a++)
                moved[i][a] = values[i][a] + share * moved[i][a];
        }
    }
}
