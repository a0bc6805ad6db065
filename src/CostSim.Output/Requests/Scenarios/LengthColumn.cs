using System.Globalization;
using System.Text;
using CostSim.Requests;

namespace CostSim.Output.Requests.Scenarios;

/// <summary>The lengths of requests as a column of a CSV file, from which a scenario draws: a value a request, shortest first.</summary>
internal static class LengthColumn
{
    /// <summary>The whole input of a request.</summary>
    public const string InputTokens = "inputTokens";

    /// <summary>What of it follows the beginning that all requests share.</summary>
    public const string AfterBeginning = "afterBeginning";

    /// <summary>Where there are more requests, so many values stand for them: a larger file says nothing more.</summary>
    public const int ValuesMax = 100_000;

    /// <summary>The file.</summary>
    /// <param name="lengths">The lengths.</param>
    /// <param name="beginning">Tokens of the shared beginning, which then gets a column without it; null for none.</param>
    public static string Of(LengthTally lengths, long? beginning)
    {
        var text = new StringBuilder(InputTokens);
        text.Append(beginning is null ? "" : $",{AfterBeginning}").Append('\n');
        foreach (var value in lengths.Requests <= ValuesMax ? Each(lengths) : Averages(lengths))
        {
            text.Append(CultureInfo.InvariantCulture, $"{value:0.######}");
            if (beginning is { } tokens)
                text.Append(CultureInfo.InvariantCulture, $",{value - tokens:0.######}");
            text.Append('\n');
        }

        return $"{text}";
    }

    private static IEnumerable<double> Each(LengthTally lengths)
    {
        foreach (var (tokens, cell) in lengths.Cells)
        {
            for (var i = 0L; i < cell.Requests; i++)
                yield return tokens;
        }
    }

    /// <summary>
    /// The averages of equal shares of the requests, from the shortest share to the longest, so that the mean of all stays. A request of
    /// which a part falls into a share counts there by this part: in units of 1/<see cref="ValuesMax"/>.
    /// </summary>
    private static IEnumerable<double> Averages(LengthTally lengths)
    {
        var share = lengths.Requests;
        var (left, sum) = (share, (Int128)0);
        foreach (var (tokens, cell) in lengths.Cells)
        {
            for (var rest = cell.Requests * ValuesMax; rest > 0;)
            {
                var taken = Math.Min(rest, left);
                (rest, left, sum) = (rest - taken, left - taken, sum + (Int128)taken * tokens);
                if (left > 0)
                    continue;
                yield return (double)sum / share;
                (left, sum) = (share, 0);
            }
        }
    }
}
