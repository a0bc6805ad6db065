namespace CostSim.Scenarios.Reading.Words;

/// <summary>Finds what a misspelt word was meant to be.</summary>
public static class Suggestions
{
    // Beyond these a suggestion would be a guess, and comparing would cost more than it helps.
    private const int LongestWord = 64;
    private const int MostCandidates = 1000;

    /// <summary>The nearest candidate, or null where none is near: at most a third of the letters differ.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        Near(word, candidates, 1) is [var nearest] ? nearest : null;

    /// <summary>The nearest candidates, best first; none that is not near.</summary>
    public static IReadOnlyList<string> Near(string word, IEnumerable<string> candidates, int most)
    {
        if (word.Length > LongestWord)
            return [];
        return candidates.Take(MostCandidates)
            .Where(candidate => candidate.Length <= LongestWord)
            .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(word.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance)
            .Take(most)
            .Select(pair => pair.candidate)
            .ToList();
    }

    /// <summary>Edit distance in which an exchange of neighbours counts as one edit.</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(substituted, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
