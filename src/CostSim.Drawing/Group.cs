namespace CostSim.Drawing;

/// <summary>Shapes that belong together, with names by which a page finds them. A group changes nothing in how its shapes look.</summary>
public sealed record Group : Shape
{
    /// <summary>The id of the SVG element, or null. Must be unique in the page.</summary>
    public string? Id { get; init; }

    /// <summary>The CSS classes of the SVG element, separated by spaces, or null.</summary>
    public string? CssClass { get; init; }

    /// <summary>What a browser shows on hover, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Names and values of <c>data-</c> attributes; a name is lower-case letters, digits and hyphens.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Data { get; init; } = [];

    /// <summary>The shapes of the group, painted first to last.</summary>
    public Layer Content { get; } = new();

    internal override void Validate()
    {
        foreach (var (name, _) in Data)
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                throw new ArgumentException($"The name of a data attribute is lower-case letters, digits and hyphens, not '{name}'.");
    }
}
