namespace CostSim.Output.Summaries;

/// <summary>The scenario's word for an item, in one or many.</summary>
public static class Nouns
{
    public static string Of(string item, long count) => count == 1 ? item : $"{item}s";
}
