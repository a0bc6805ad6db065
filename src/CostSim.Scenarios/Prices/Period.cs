namespace CostSim.Scenarios;

/// <summary>The days on which something holds.</summary>
internal static class Period
{
    /// <summary>Whether a day lies between two others, both included; null for an open end.</summary>
    public static bool Includes(DateOnly day, DateOnly? from, DateOnly? to) => !(day < from) && !(day > to);
}
