namespace CostSim.Scenarios;

/// <summary>How a report writes the numbers of a shape.</summary>
/// <param name="Value">A value, in the unit of the amount.</param>
/// <param name="Share">A probability.</param>
public sealed record NumberWords(Func<double, string> Value, Func<double, string> Share)
{
    /// <summary>So many entries of a list are told one by one.</summary>
    public const int EntriesMax = 8;

    public string Below(PercentileValue percentile) => $"{Share(percentile.Probability)} of cases below {Value(percentile.Value)}";
}
