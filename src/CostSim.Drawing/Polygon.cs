namespace CostSim.Drawing;

/// <summary>
/// A filled area of one or more closed contours. A place is inside where the contours wind around it a number of times that is not
/// zero, so a hole is a contour that runs the other way. Areas that touch leave no seam as contours of one polygon; as two polygons the
/// pixels between them may show what is below.
/// </summary>
/// <param name="Contours">The corners of each contour; its last corner joins its first by itself.</param>
/// <param name="Fill">The ink of the area.</param>
public sealed record Polygon(IReadOnlyList<IReadOnlyList<Point>> Contours, Ink Fill) : Shape
{
    internal override void Validate()
    {
        foreach (var contour in Contours)
            foreach (var point in contour)
                RequirePoint(point);
    }
}
