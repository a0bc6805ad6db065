using System.Globalization;

namespace CostSim.Drawing;

/// <summary>A colour in sRGB with straight (not premultiplied) alpha, eight bits a channel.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <param name="A">Opacity, 0 (invisible) to 255 (opaque).</param>
public readonly record struct Color(byte R, byte G, byte B, byte A = 255)
{
    public static Color White => new(255, 255, 255);

    public static Color Black => new(0, 0, 0);

    /// <summary>The colour without its alpha, as <c>#rrggbb</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>The opaque colour written <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Color FromHex(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        if (hex.Length != 7 || hex[0] != '#' ||
            !uint.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            throw new FormatException($"A colour is written #rrggbb, not '{hex}'.");
        return new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }

    /// <summary>The same colour with another opacity.</summary>
    /// <param name="opacity">0 (invisible) to 1 (opaque).</param>
    public Color WithOpacity(double opacity)
    {
        if (!(opacity is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(opacity), opacity, "An opacity is between 0 and 1.");
        return this with { A = (byte)Math.Round(255 * opacity) };
    }
}
