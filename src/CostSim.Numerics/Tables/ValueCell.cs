namespace CostSim.Numerics.Tables;

/// <summary>A cell of values that are uniform between two ends; a single value if both are equal.</summary>
internal readonly record struct ValueCell(double Low, double High, double Weight)
{
    /// <summary>Cells of a product, on a logarithmic grid.</summary>
    private const int CellsOfProduct = 4096;

    /// <summary>Number of values to which all but one of the factors of a product are reduced.</summary>
    private const int ValuesOfFactor = 64;

    /// <summary>Values this much smaller than the greatest share a cell.</summary>
    private const double NegligibleShare = 1e-9;

    /// <summary>
    /// The cells of a product of independent factors, all nonnegative: the cells of the factor with the most cells, scaled by each value of
    /// the next one. Quadrature over the others loses little, since what is integrated, the probability of the first, is smooth.
    /// </summary>
    public static ValueCell[] OfProduct(IReadOnlyList<WeightedValues> factors)
    {
        ValueCell[] cells = [new(1, 1, 1)];
        foreach (var factor in factors.OrderByDescending(factor => factor.Cells.Length))
            cells = cells.Length == 1 ? Scaled(factor.Cells, cells[0].Low) : Multiply(cells, factor.Thinned(ValuesOfFactor));
        return cells;
    }

    private static ValueCell[] Scaled(ReadOnlySpan<ValueCell> cells, double by)
    {
        var scaled = new ValueCell[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            scaled[i] = new ValueCell(cells[i].Low * by, cells[i].High * by, cells[i].Weight);
        return scaled;
    }

    private static ValueCell[] Multiply(ValueCell[] cells, WeightedValues factor)
    {
        if (factor.Values.Length == 1)
            return Scaled(cells, factor.Values[0]);
        var greatest = cells.Max(cell => cell.High) * factor.Values[^1];
        var least = Math.Max(greatest * NegligibleShare, LeastAbove0(cells) * factor.Values.First(value => value > 0));
        var grid = new Grid(least, greatest);
        for (var i = 0; i < factor.Values.Length; i++)
        {
            foreach (var cell in cells)
                grid.Add(cell.Low * factor.Values[i], cell.High * factor.Values[i], cell.Weight * factor.Weights[i]);
        }

        return grid.Finish();
    }

    private static double LeastAbove0(ValueCell[] cells) =>
        cells.Select(cell => cell.Low > 0 ? cell.Low : cell.High).Where(value => value > 0).Min();

    /// <summary>Cells whose edges ascend by the same factor.</summary>
    private sealed class Grid
    {
        private readonly double[] _edges = new double[CellsOfProduct + 1];
        private readonly double[] _weights = new double[CellsOfProduct];
        private readonly double _start;
        private readonly double _perUnit;
        private double _atZero;

        public Grid(double least, double greatest)
        {
            _start = Math.Log(least);
            var width = Math.Max(Math.Log(greatest) - _start, 1e-12);
            _perUnit = CellsOfProduct / width;
            for (var edge = 0; edge <= CellsOfProduct; edge++)
                _edges[edge] = Math.Exp(_start + width * edge / CellsOfProduct);
        }

        public void Add(double low, double high, double weight)
        {
            if (high <= 0)
            {
                _atZero += weight;
                return;
            }

            var cell = low > _edges[0] ? Math.Clamp((int)((Math.Log(low) - _start) * _perUnit), 0, CellsOfProduct - 1) : 0;
            var perUnit = high > low ? weight / (high - low) : 0;
            for (; cell < CellsOfProduct - 1 && high > _edges[cell + 1]; cell++)
            {
                var part = Math.Min(weight, Math.Max(0, _edges[cell + 1] - low) * perUnit);
                _weights[cell] += part;
                (low, weight) = (Math.Max(low, _edges[cell + 1]), weight - part);
            }

            _weights[cell] += weight;
        }

        public ValueCell[] Finish()
        {
            var cells = new List<ValueCell>();
            if (_atZero > 0)
                cells.Add(new ValueCell(0, 0, _atZero));
            for (var cell = 0; cell < CellsOfProduct; cell++)
            {
                if (_weights[cell] > 0)
                    cells.Add(new ValueCell(_edges[cell], _edges[cell + 1], _weights[cell]));
            }

            return [.. cells];
        }
    }
}
