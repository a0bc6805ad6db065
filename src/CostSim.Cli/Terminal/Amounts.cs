using System.Globalization;

namespace CostSim.Cli.Terminal;

/// <summary>Parses amounts of the command line.</summary>
internal static class Amounts
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>USD, with or without the sign: <c>210</c>, <c>$1,250.50</c>.</summary>
    public static double Usd(string option, string text) =>
        double.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, Culture, out var usd) && usd > 0
            && double.IsFinite(usd) ? usd
        : throw new UsageException($"{option} {text}: expected an amount in USD above 0");

    /// <summary>A share, as a percentage or as a number: <c>95%</c>, <c>0.95</c>.</summary>
    /// <param name="option">The option.</param>
    /// <param name="text">Its value.</param>
    /// <param name="isAllowed">Whether a share is allowed.</param>
    /// <param name="allowed">The allowed shares in words.</param>
    public static double Share(string option, string text, Func<double, bool> isAllowed, string allowed)
    {
        var isPercentage = text.EndsWith('%');
        return decimal.TryParse(text.TrimEnd('%').TrimEnd(), NumberStyles.AllowDecimalPoint, Culture, out var number)
            && (double)(isPercentage ? number / 100 : number) is var share && isAllowed(share)
                ? share
                : throw new UsageException($"{option} {text}: {allowed}");
    }
}
