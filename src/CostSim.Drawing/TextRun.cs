namespace CostSim.Drawing;

/// <summary>The thickness of letters; the values are those of CSS.</summary>
public enum FontWeight
{
    Regular = 400,
    SemiBold = 600,
}

/// <summary>Which part of a text stands at its position.</summary>
public enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>One line of text in Inter, without kerning.</summary>
/// <param name="Text">The characters. One that the font lacks is drawn as a box.</param>
/// <param name="At">The anchor, on the baseline.</param>
/// <param name="SizePx">The font size (the em), above 0.</param>
/// <param name="Ink">The ink of the letters.</param>
/// <param name="Weight">The thickness of the letters.</param>
/// <param name="Anchor">Which part of the text stands at <paramref name="At"/>.</param>
/// <param name="Upward">Whether the text reads from bottom to top (turned by −90° about its anchor).</param>
public sealed record TextRun(
    string Text, Point At, double SizePx, Ink Ink,
    FontWeight Weight = FontWeight.Regular, TextAnchor Anchor = TextAnchor.Start, bool Upward = false) : Shape
{
    internal override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Text);
        RequirePoint(At);
        RequireSize(SizePx, "The size of a text");
    }
}
