namespace CostSim.Output.Summaries;

/// <summary>The scenario's word for an item, in one or many.</summary>
public static class Nouns
{
    /// <summary>So many of them: <c>50,000 records</c>.</summary>
    public static string Counted(string item, long count) => $"{Figures.Count(count)} {Of(item, count)}";

    /// <summary>Many of them, as a heading: <c>Records</c>.</summary>
    public static string Heading(string item) => char.ToUpperInvariant(item[0]) + Of(item, 2)[1..];

    public static string Of(string item, long count) => count == 1 ? item : $"{item}s";
}
