using System.Globalization;
using CostSim.Output.Shards;
using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>Shards that are not one whole run, in words: which, why, and the commands that compute them again.</summary>
public static class ShardFaults
{
    /// <summary>A run may have thousands of shards: of each kind of line there are at most so many.</summary>
    private const int LinesMax = 10;

    /// <param name="e">What is wrong.</param>
    /// <param name="quoted">The words of a command as a shell reads them.</param>
    public static IReadOnlyList<string> Lines(ShardException e, Func<IEnumerable<string>, string> quoted)
    {
        if (e.Head is not { } head)
            return ["there is no shard that can be read", .. Few(e.Faults.Select(fault => $"{fault.Path}: {fault.Words}"))];
        var missing = e.Faults.Where(fault => fault.Path is null).Select(fault => fault.Index!.Value).ToList();
        var again = e.Faults.Select(fault => fault.Index).OfType<long>().Distinct().Order().ToList();
        return
        [
            $"these are not the {Figures.Count(head.Of)} shards of one run",
            .. missing.Count == 0 ? [] : new[] { $"missing: {Ranges(missing)}" },
            .. Few(e.Faults.Where(fault => fault.Path is not null).Select(fault => $"{fault.Path}: {fault.Words}")),
            .. again.Count == 0 ? [] : new[] { "to compute what is missing or damaged again:" },
            .. Few(again.Select(index => "  " + quoted(
                ["costsim", "shard", .. head.Command, "--index", Text(index), "--of", Text(head.Of), "-o", e.Folder]))),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static List<string> Few(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count <= LinesMax ? all
            : [.. all.Take(LinesMax), string.Create(CultureInfo.InvariantCulture, $"and {all.Count - LinesMax:N0} more of this kind")];
    }

    /// <summary>Ascending numbers, neighbours together: <c>7, 12-15</c>.</summary>
    private static string Ranges(List<long> numbers)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1].To == number - 1)
                ranges[^1] = (ranges[^1].From, number);
            else
                ranges.Add((number, number));
        }

        var shown = ranges.Take(LinesMax).Select(
            range => range.From == range.To ? Text(range.From) : $"{Text(range.From)}-{Text(range.To)}");
        return string.Join(", ", shown) + (ranges.Count > LinesMax ? " and others" : "");
    }
}
