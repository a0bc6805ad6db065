namespace CostSim.Numerics.Tests;

/// <summary>
/// A table of known answers: comma-separated, with comments after #, and its columns' names in the first line. A script beside it made it.
/// </summary>
internal static class KnownAnswers
{
    /// <summary>The rows of <c>Data/name.csv</c>, each by the names of the columns.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Of(string name)
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", $"{name}.csv")).Where(line => !line.StartsWith('#'));
        string[]? columns = null;
        foreach (var fields in lines.Select(line => line.Split(',')))
        {
            if (columns is null)
                columns = fields;
            else
                yield return columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }
}
