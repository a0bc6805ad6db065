using System.Globalization;
using System.Text;
using CostSim.Batches;

namespace CostSim.Usage.Statements;

/// <summary>Amounts of money as providers write them.</summary>
internal static class Money
{
    private const decimal PicoPerOne = 1e12m;
    private const decimal CentsPerOne = 100;

    /// <summary>Millionths of a millionth of a currency.</summary>
    /// <param name="line">The line that has it.</param>
    /// <param name="amount">A number, or a text with one.</param>
    /// <param name="isCents">Whether it is in hundredths.</param>
    /// <exception cref="LineFault">It is not an amount.</exception>
    public static Int128 Read(ReadOnlySpan<byte> line, JsonSlice amount, bool isCents)
    {
        var digits = amount.IsString ? amount.Text : amount.Bytes;
        if (!amount.IsThere || !decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || Math.Abs(value) > PicoPerOne)
            throw new LineFault("this amount of money is not a number, or beyond a million millions", JsonSlice.OffsetOf(line, amount));
        return (Int128)Math.Round(value * (isCents ? PicoPerOne / CentsPerOne : PicoPerOne), MidpointRounding.ToEven);
    }

    /// <summary>The code of a currency, in capitals.</summary>
    /// <exception cref="LineFault">It is not one.</exception>
    public static string Currency(ReadOnlySpan<byte> line, JsonSlice code)
    {
        const int Letters = 3;
        return code.IsString && code.Text.Length == Letters && code.Text.IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0
            ? Encoding.UTF8.GetString(code.Text).ToUpperInvariant()
            : throw new LineFault("an amount of money has a `currency` of three letters", JsonSlice.OffsetOf(line, code));
    }
}
