using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Output.Files;

/// <summary>
/// The sum of a JSON document in the document itself: the last property is SHA-256 of all bytes, taken with zeros in its own place. So no
/// byte of it can be flipped or missing unnoticed.
/// </summary>
public static partial class JsonSeal
{
    /// <summary>What stands in the place of the sum while it is taken; a document is made with it.</summary>
    public static string Open { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Puts the sum in its place.</summary>
    /// <param name="document">A document whose last property has the value <see cref="Open"/>.</param>
    public static void Close(Span<byte> document) => Encoding.ASCII.GetBytes(Sum(document), PlaceIn(document));

    /// <summary>Whether a document is as it was when it was sealed.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> document)
    {
        if (!Tail().IsMatch(Encoding.Latin1.GetString(document[Math.Max(0, document.Length - 4 * Open.Length)..])))
            return false;
        byte[] open = [.. document];
        var stated = Encoding.ASCII.GetString(PlaceIn(open));
        Encoding.ASCII.GetBytes(Open, PlaceIn(open));
        return Sum(open) == stated;
    }

    private static string Sum(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA256.HashData(document));

    /// <summary>The digits before the last quotation mark.</summary>
    private static Span<byte> PlaceIn(Span<byte> document) =>
        document.Slice(document.LastIndexOf((byte)'"') - Open.Length, Open.Length);

    [GeneratedRegex("\"[0-9a-f]{64}\"\\s*}\\s*$")]
    private static partial Regex Tail();
}
