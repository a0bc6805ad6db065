namespace CostSim.Drawing.Raster;

/// <summary>How much of each pixel an area covers.</summary>
/// <remarks>
/// Each edge adds its signed area to the cells it crosses, so that the running sum of a row, from the left, is the winding number of the
/// area times the part of the pixel that it covers. Its magnitude, at most 1, is the coverage under the nonzero rule: exact for edges that
/// do not overlap within one pixel, and for contours that share an edge in opposite directions. Where two contours of one direction both
/// cover parts of one pixel, the parts add up, though they may overlap.
/// </remarks>
internal sealed class CoverageMask(int width, int height)
{
    /// <summary>Two more columns than pixels: what lies beyond the right edge, and the right part of that.</summary>
    private readonly int _stride = width + 2;
    private readonly float[] _cells = new float[(width + 2) * height];
    private readonly int[] _firstColumn = Filled(height, int.MaxValue);
    private readonly int[] _lastColumn = Filled(height, -1);
    private readonly float[] _row = new float[width];

    public int Width => width;

    public int Height => height;

    /// <summary>Adds a closed contour, in pixels. What lies outside the mask is cut off.</summary>
    public void Add(IReadOnlyList<Point> contour)
    {
        for (var i = 0; i < contour.Count; i++)
            AddEdge(contour[i == 0 ? contour.Count - 1 : i - 1], contour[i]);
    }

    /// <summary>Takes the coverage of one row out of the mask, which is empty there afterwards.</summary>
    /// <param name="firstColumn">The column of the first value.</param>
    /// <returns>Values from 0 to 1, valid until the next call.</returns>
    public ReadOnlySpan<float> TakeRow(int y, out int firstColumn)
    {
        firstColumn = _firstColumn[y];
        var end = Math.Min(_lastColumn[y] + 1, width);
        if (_lastColumn[y] < 0)
            return [];
        var cells = _cells.AsSpan(y * _stride, _stride);
        var sum = 0f;
        for (var x = firstColumn; x < end; x++)
        {
            sum += cells[x];
            _row[x] = Math.Min(Math.Abs(sum), 1);
        }
        cells[firstColumn..Math.Min(_lastColumn[y] + 1, _stride)].Clear();
        (_firstColumn[y], _lastColumn[y]) = (int.MaxValue, -1);
        return firstColumn < end ? _row.AsSpan(firstColumn, end - firstColumn) : [];
    }

    private void AddEdge(Point from, Point to)
    {
        if (from.Y == to.Y)
            return;
        var (sign, top, bottom) = from.Y < to.Y ? (1, from, to) : (-1, to, from);
        if (bottom.Y <= 0 || top.Y >= height)
            return;
        var slope = (bottom.X - top.X) / (bottom.Y - top.Y);
        if (top.Y < 0)
            top = new Point(top.X - top.Y * slope, 0);
        if (bottom.Y > height)
            bottom = new Point(top.X + (height - top.Y) * slope, height);
        AddWithinWidth(top, bottom, sign);
    }

    /// <summary>Lays what is beyond the left or right side on that side: left of a pixel it still counts for its winding number.</summary>
    private void AddWithinWidth(Point top, Point bottom, int sign)
    {
        foreach (var side in (ReadOnlySpan<double>)[0, width])
        {
            if ((top.X < side && bottom.X > side) || (top.X > side && bottom.X < side))
            {
                var crossing = new Point(side, top.Y + (bottom.Y - top.Y) * ((side - top.X) / (bottom.X - top.X)));
                AddWithinWidth(top, crossing, sign);
                AddWithinWidth(crossing, bottom, sign);
                return;
            }
        }
        AddRows(top with { X = Math.Clamp(top.X, 0, width) }, bottom with { X = Math.Clamp(bottom.X, 0, width) }, sign);
    }

    private void AddRows(Point top, Point bottom, int sign)
    {
        if (top.Y >= bottom.Y)
            return;
        var slope = (bottom.X - top.X) / (bottom.Y - top.Y);
        var (left, right) = (Math.Min(top.X, bottom.X), Math.Max(top.X, bottom.X));
        var last = Math.Min((int)Math.Ceiling(bottom.Y), height) - 1;
        var (x, y) = (top.X, top.Y);
        for (var row = (int)top.Y; row <= last; row++)
        {
            var nextY = Math.Min(row + 1, bottom.Y);
            // Rounding must not carry the edge beyond its ends.
            var nextX = row == last ? bottom.X : Math.Clamp(top.X + (nextY - top.Y) * slope, left, right);
            AddCells(row, Math.Min(x, nextX), Math.Max(x, nextX), sign * (nextY - y));
            (x, y) = (nextX, nextY);
        }
    }

    /// <summary>Adds the part of an edge within one row: it runs from x0 to x1 ≥ x0 and is as high as |rise| ≤ 1.</summary>
    private void AddCells(int row, double x0, double x1, double rise)
    {
        var cells = _cells.AsSpan(row * _stride, _stride);
        var column = (int)x0;
        _firstColumn[row] = Math.Min(_firstColumn[row], column);
        var x = x0;
        do
        {
            // Right of the edge the pixel is covered, so the mean place of the edge decides between this cell and the next.
            var next = Math.Min(column + 1, x1);
            var part = x1 > x0 ? rise * ((next - x) / (x1 - x0)) : rise;
            var right = part * ((x + next) / 2 - column);
            cells[column] += (float)(part - right);
            cells[column + 1] += (float)right;
            x = next;
            column++;
        }
        while (column < x1);
        _lastColumn[row] = Math.Max(_lastColumn[row], column);
    }

    private static int[] Filled(int length, int value)
    {
        var values = new int[length];
        Array.Fill(values, value);
        return values;
    }
}
