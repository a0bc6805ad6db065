namespace CostSim.Drawing;

/// <summary>The thickness of letters; the values are those of CSS.</summary>
public enum FontWeight
{
    Regular = 400,
    SemiBold = 600,
}

/// <summary>The part of a text that is at its position.</summary>
public enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>One line of text in Inter, without kerning.</summary>
/// <param name="Text">The characters. One that the font lacks is drawn as a box.</param>
/// <param name="X">The anchor, in px from the left.</param>
/// <param name="Y">The baseline at the anchor, in px from the top.</param>
/// <param name="SizePx">The font size (the em).</param>
/// <param name="Ink">The ink of the letters.</param>
/// <param name="Weight">The thickness of the letters.</param>
/// <param name="Anchor">The part of the text at the anchor.</param>
/// <param name="Upward">Whether the text reads from bottom to top (turned by −90° about its anchor).</param>
public sealed record TextRun(
    string Text, double X, double Y, double SizePx, Ink Ink,
    FontWeight Weight = FontWeight.Regular, TextAnchor Anchor = TextAnchor.Start, bool Upward = false);
