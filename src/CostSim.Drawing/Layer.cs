namespace CostSim.Drawing;

/// <summary>An ordered list of shapes, painted first to last.</summary>
public class Layer
{
    private readonly List<Shape> _shapes = [];

    public IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>Puts a shape on top of the others.</summary>
    /// <exception cref="ArgumentException">A coordinate or size is not a number, or out of range.</exception>
    public void Add(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.Validate();
        _shapes.Add(shape);
    }

    /// <summary>Adds a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, Ink ink, double widthPx = 1, params double[] dashesPx) =>
        Add(new Polyline([new(x1, y1), new(x2, y2)], ink, widthPx, dashesPx));

    /// <summary>Adds a line through points.</summary>
    public void Polyline(
        IReadOnlyList<Point> points, Ink ink, double widthPx = 1, LineEnds ends = LineEnds.Round, params double[] dashesPx) =>
        Add(new Polyline(points, ink, widthPx, dashesPx, ends));

    /// <summary>Adds a filled rectangle, given by its top left corner. A negative width or height extends to the left or up.</summary>
    public void Rectangle(double x, double y, double width, double height, Ink fill) =>
        Polygon([new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)], fill);

    /// <summary>Adds a filled area of one contour.</summary>
    public void Polygon(IReadOnlyList<Point> corners, Ink fill) => Add(new Polygon([corners], fill));

    /// <summary>Adds a text whose anchor stands at (x, y), on the baseline.</summary>
    public void Text(
        string text, double x, double y, double sizePx, Ink ink,
        FontWeight weight = FontWeight.Regular, TextAnchor anchor = TextAnchor.Start, bool upward = false) =>
        Add(new TextRun(text, new(x, y), sizePx, ink, weight, anchor, upward));

    /// <summary>Adds an empty group and returns the layer to draw its content on.</summary>
    public Layer Group(string? id = null, string? cssClass = null, string? title = null, params KeyValuePair<string, string>[] data)
    {
        var group = new Group { Id = id, CssClass = cssClass, Title = title, Data = data };
        Add(group);
        return group.Content;
    }
}
