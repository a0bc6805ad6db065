namespace CostSim.Drawing.Raster;

/// <summary>The dashes of a line.</summary>
internal static class Dashes
{
    /// <summary>Cuts a line into its dashes.</summary>
    /// <param name="pattern">Lengths of dash, gap, dash, …, all above 0; repeated, so an odd number of them swaps roles.</param>
    public static IEnumerable<List<Point>> Cut(IReadOnlyList<Point> points, IReadOnlyList<double> pattern)
    {
        var index = 0;
        var remaining = pattern[0];
        var dash = new List<Point>();
        for (var i = 0; i < points.Count; i++)
        {
            var from = points[Math.Max(i - 1, 0)];
            var length = (points[i] - from).Length;
            var done = 0.0;
            while (length - done > remaining)
            {
                done += remaining;
                var cut = from + (points[i] - from) * (done / length);
                if (index % 2 == 0)
                {
                    dash.Add(cut);
                    yield return dash;
                }
                dash = [cut];
                remaining = pattern[++index % pattern.Count];
            }
            remaining -= length - done;
            dash.Add(points[i]);
        }
        if (index % 2 == 0 && dash.Count > 1)
            yield return dash;
    }
}
