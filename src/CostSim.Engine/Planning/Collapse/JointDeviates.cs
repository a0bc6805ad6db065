namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Correlated deviates for averages over one set of items: each is a mix of the deviates of the averages before it and one of its own
/// (Cholesky factor, row by row).
/// </summary>
internal sealed class JointDeviates(ItemLaws laws, ItemFunction weight)
{
    private readonly List<(ItemFunction Function, uint Stream, double[] Row)> _known = [];

    /// <summary>Adds an average and returns its deviates.</summary>
    /// <param name="function">The function averaged.</param>
    /// <param name="stream">The stream of its own deviate.</param>
    public IReadOnlyList<MixPart> Add(ItemFunction function, uint stream)
    {
        var row = new double[_known.Count + 1];
        var left = 1.0;
        for (var k = 0; k < _known.Count; k++)
        {
            var value = Correlation(function, _known[k].Function);
            for (var j = 0; j < k; j++)
                value -= row[j] * _known[k].Row[j];
            var own = _known[k].Row[k];
            row[k] = own > 1e-6 ? value / own : 0;
            left -= row[k] * row[k];
        }

        row[^1] = Math.Sqrt(Math.Max(0, left));
        _known.Add((function, stream, row));
        return [.. _known.Zip(row, (known, part) => new MixPart(known.Stream, (float)part)).Where(part => Math.Abs(part.Weight) > 1e-6)];
    }

    private double Correlation(ItemFunction a, ItemFunction b) =>
        laws.Covariance(weight, a, b) / Math.Sqrt(laws.Variation(weight, a) * laws.Variation(weight, b));
}
