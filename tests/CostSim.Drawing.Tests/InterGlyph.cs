using System.Globalization;

namespace CostSim.Drawing.Tests;

/// <summary>One row of Data/inter-glyphs.csv, which Data/inter-glyphs.py read from the fonts: all lengths in font units.</summary>
internal sealed record InterGlyph(FontWeight Weight, int Character, int Advance)
{
    public static IReadOnlyList<InterGlyph> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "inter-glyphs.csv")).Skip(1).Select(Parse)];

    private static InterGlyph Parse(string line)
    {
        var fields = line.Split(',');
        int Number(int i) => int.Parse(fields[i], CultureInfo.InvariantCulture);
        return new InterGlyph(
            Enum.Parse<FontWeight>(fields[0]), int.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Number(2));
    }
}
