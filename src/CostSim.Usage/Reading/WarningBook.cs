using CostSim.Scenarios;

namespace CostSim.Usage.Reading;

/// <summary>Counts warnings, and keeps the first of each kind.</summary>
internal sealed class WarningBook
{
    private const int Kept = 20;

    private readonly SortedDictionary<WarningKind, (long Count, List<Diagnostic> First)> _kinds = [];

    public IReadOnlyList<LedgerWarning> Warnings =>
        [.. _kinds.Select(kind => new LedgerWarning(kind.Key, kind.Value.Count, kind.Value.First))];

    /// <summary>Adds a warning.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="key">A key that it is about, or null.</param>
    public void Add(WarningKind kind, string file, long line, string? key = null)
    {
        var (count, first) = _kinds.GetValueOrDefault(kind, (0, []));
        if (count < Kept)
            first.Add(new Diagnostic(
                Severity.Warning, file, (int)Math.Min(line, int.MaxValue), 1, "", key is null ? Words(kind) : $"{Words(kind)}: `{key}`"));
        _kinds[kind] = (count + 1, first);
    }

    private static string Words(WarningKind kind) => kind switch
    {
        WarningKind.NoUsage => "this answer does not say how many tokens are billed",
        WarningKind.OddUsage => "counts of tokens here contradict each other, or are not whole numbers",
        WarningKind.NoAnswer => "this record has neither an answer nor an error",
        WarningKind.TotalDiffers => "the total of this record is not the sum of its input and output",
        WarningKind.Audio => "tokens of audio are counted as if they were of text",
        WarningKind.TokensOfFailure => "this record is not billed but has tokens, which are left out",
        WarningKind.Conflict => "this record was read before with other counts; the first ones count",
        WarningKind.TooLong => "this line is longer than is read, and is left out",
        _ => "this page says that more follow, and the last one was not read",
    };
}
