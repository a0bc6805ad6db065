namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Averages over one set of items deviate together, as the functions that are averaged do: each is made of the deviates of those before it,
/// and one of its own (Cholesky's factor, row by row).
/// </summary>
internal sealed class JointDeviates(ItemLaws laws, ItemFunction weight)
{
    private readonly List<(ItemFunction Function, uint Stream, double[] Row)> _known = [];

    /// <summary>The deviates of one more average.</summary>
    /// <param name="function">What is averaged.</param>
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
