namespace CostSim.Drawing;

/// <summary>A picture: its size, its background, and shapes painted first to last.</summary>
public sealed class Scene : Layer
{
    /// <summary>The largest width and height, in px.</summary>
    public const int SizeMaxPx = 16_384;

    /// <param name="widthPx">Width, 1 to <see cref="SizeMaxPx"/>.</param>
    /// <param name="heightPx">Height, 1 to <see cref="SizeMaxPx"/>.</param>
    public Scene(int widthPx, int heightPx)
    {
        WidthPx = RequireSize(widthPx, nameof(widthPx));
        HeightPx = RequireSize(heightPx, nameof(heightPx));
    }

    public int WidthPx { get; }

    public int HeightPx { get; }

    /// <summary>The ink behind all shapes. Null leaves an SVG transparent and a PNG white.</summary>
    public Ink? Background { get; init; }

    /// <summary>What the picture is, in a few words, for those who cannot see it; or null.</summary>
    public string? Title { get; init; }

    /// <summary>What the picture shows, in a sentence or two, for those who cannot see it; or null.</summary>
    public string? Description { get; init; }

    private static int RequireSize(int size, string name) => size is >= 1 and <= SizeMaxPx
        ? size
        : throw new ArgumentOutOfRangeException(name, size, $"A scene measures 1 to {SizeMaxPx} px.");
}
