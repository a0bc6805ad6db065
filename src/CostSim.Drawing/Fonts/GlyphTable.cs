using System.Buffers.Binary;

namespace CostSim.Drawing.Fonts;

/// <summary>The outlines of a font: the tables "loca" (where each glyph begins) and "glyf" (its description).</summary>
internal sealed class GlyphTable(ReadOnlyMemory<byte> loca, ReadOnlyMemory<byte> glyf, bool longOffsets)
{
    /// <summary>The count of contours and the bounding box, before the description itself.</summary>
    private const int HeaderBytes = 10;

    /// <summary>A composite of composites of …: no font goes further, and a damaged one could go round in circles.</summary>
    private const int NestingMax = 8;

    [Flags]
    private enum PointFlags : byte
    {
        OnCurve = 1,
        XByte = 2,
        YByte = 4,
        Repeat = 8,
        /// <summary>The byte is positive; without <see cref="XByte"/>, x stays where it was.</summary>
        XSameOrPositive = 16,
        YSameOrPositive = 32,
    }

    [Flags]
    private enum PartFlags : ushort
    {
        Words = 1,
        Offsets = 2,
        Scale = 8,
        More = 32,
        ScaleXY = 64,
        Matrix = 128,
        ScaledOffset = 2048,
    }

    public ReadOnlySpan<byte> BytesOf(int glyph) => glyf.Span[Offset(glyph)..Offset(glyph + 1)];

    public GlyphOutline Read(int glyph)
    {
        var contours = new List<OutlinePoint[]>();
        Read(glyph, contours, NestingMax);
        return contours.Count == 0 ? GlyphOutline.Empty : new GlyphOutline(contours);
    }

    private int Offset(int glyph) => longOffsets
        ? BinaryPrimitives.ReadInt32BigEndian(loca.Span[(4 * glyph)..])
        : 2 * BinaryPrimitives.ReadUInt16BigEndian(loca.Span[(2 * glyph)..]);

    private void Read(int glyph, List<OutlinePoint[]> contours, int nesting)
    {
        var bytes = BytesOf(glyph);
        if (bytes.IsEmpty)
            return;
        var contourCount = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (contourCount >= 0)
            ReadSimple(bytes[HeaderBytes..], contourCount, contours);
        else if (nesting > 0)
            ReadComposite(bytes[HeaderBytes..], contours, nesting - 1);
        else
            throw new InvalidDataException($"Glyph {glyph} is nested more than {NestingMax} deep.");
    }

    private static void ReadSimple(ReadOnlySpan<byte> bytes, int contourCount, List<OutlinePoint[]> contours)
    {
        if (contourCount == 0)
            return;
        var ends = bytes;
        var pointCount = BinaryPrimitives.ReadUInt16BigEndian(ends[(2 * (contourCount - 1))..]) + 1;
        bytes = bytes[(2 * contourCount)..];
        var instructionBytes = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        bytes = bytes[(2 + instructionBytes)..];

        var flags = new PointFlags[pointCount];
        for (var i = 0; i < pointCount;)
        {
            var flag = (PointFlags)TakeByte(ref bytes);
            var repeats = flag.HasFlag(PointFlags.Repeat) ? TakeByte(ref bytes) : 0;
            for (var last = i + repeats; i <= last; i++)
                flags[i] = flag;
        }
        var xs = TakeCoordinates(ref bytes, flags, PointFlags.XByte, PointFlags.XSameOrPositive);
        var ys = TakeCoordinates(ref bytes, flags, PointFlags.YByte, PointFlags.YSameOrPositive);

        var first = 0;
        for (var c = 0; c < contourCount; c++)
        {
            var end = BinaryPrimitives.ReadUInt16BigEndian(ends[(2 * c)..]) + 1;
            var contour = new OutlinePoint[end - first];
            for (var i = first; i < end; i++)
                contour[i - first] = new OutlinePoint(xs[i], ys[i], flags[i].HasFlag(PointFlags.OnCurve));
            if (contour.Length > 0)
                contours.Add(contour);
            first = end;
        }
    }

    /// <summary>One coordinate of every point, each stored as the distance from the point before: none, a byte or a word.</summary>
    private static int[] TakeCoordinates(ref ReadOnlySpan<byte> bytes, PointFlags[] flags, PointFlags isByte, PointFlags sameOrPositive)
    {
        var coordinates = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            var marked = flags[i].HasFlag(sameOrPositive);
            if (flags[i].HasFlag(isByte))
                value += marked ? TakeByte(ref bytes) : -TakeByte(ref bytes);
            else if (!marked)
                value += TakeInt16(ref bytes);
            coordinates[i] = value;
        }
        return coordinates;
    }

    /// <summary>A composite glyph places other glyphs, each moved and perhaps scaled or turned.</summary>
    private void ReadComposite(ReadOnlySpan<byte> bytes, List<OutlinePoint[]> contours, int nesting)
    {
        PartFlags flags;
        do
        {
            flags = (PartFlags)TakeInt16(ref bytes);
            var glyph = (int)(ushort)TakeInt16(ref bytes);
            if (!flags.HasFlag(PartFlags.Offsets))
                throw new NotSupportedException("A composite glyph that is placed by matching points.");
            var words = flags.HasFlag(PartFlags.Words);
            double dx = words ? TakeInt16(ref bytes) : (sbyte)TakeByte(ref bytes);
            double dy = words ? TakeInt16(ref bytes) : (sbyte)TakeByte(ref bytes);

            var (xx, yx, xy, yy) = (1.0, 0.0, 0.0, 1.0);
            if (flags.HasFlag(PartFlags.Scale))
                xx = yy = TakeFraction(ref bytes);
            else if (flags.HasFlag(PartFlags.ScaleXY))
                (xx, yy) = (TakeFraction(ref bytes), TakeFraction(ref bytes));
            else if (flags.HasFlag(PartFlags.Matrix))
                (xx, yx, xy, yy) = (TakeFraction(ref bytes), TakeFraction(ref bytes), TakeFraction(ref bytes), TakeFraction(ref bytes));
            if (flags.HasFlag(PartFlags.ScaledOffset))
                (dx, dy) = (dx * new Point(xx, yx).Length, dy * new Point(xy, yy).Length);

            var begin = contours.Count;
            Read(glyph, contours, nesting);
            for (var c = begin; c < contours.Count; c++)
                contours[c] = Array.ConvertAll(contours[c], p =>
                    new OutlinePoint(xx * p.X + xy * p.Y + dx, yx * p.X + yy * p.Y + dy, p.OnCurve));
        }
        while (flags.HasFlag(PartFlags.More));
    }

    private static byte TakeByte(ref ReadOnlySpan<byte> bytes)
    {
        var value = bytes[0];
        bytes = bytes[1..];
        return value;
    }

    private static short TakeInt16(ref ReadOnlySpan<byte> bytes)
    {
        var value = BinaryPrimitives.ReadInt16BigEndian(bytes);
        bytes = bytes[2..];
        return value;
    }

    /// <summary>A number in [−2, 2) in steps of 2⁻¹⁴.</summary>
    private static double TakeFraction(ref ReadOnlySpan<byte> bytes) => TakeInt16(ref bytes) / 16384.0;
}
