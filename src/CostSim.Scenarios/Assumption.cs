namespace CostSim.Scenarios;

/// <summary>
/// One quantity that the scenario states, for people who are to judge it: what it is, where it stands, and what is said of its source.
/// </summary>
/// <param name="Path">Where it stands: <c>phases.P4.inputTokens</c>, <c>factors.medium</c>.</param>
/// <param name="Amount">The quantity itself; a plain number of a phase, such as <c>split</c>, is a <see cref="Certain"/> too.</param>
/// <param name="Min">It is never below this.</param>
/// <param name="Max">It is never above this; infinite where there is no limit.</param>
/// <param name="Written">The quantity as the scenario writes it, without spaces and comments.</param>
public sealed record Assumption(string Path, Amount Amount, double Min, double Max, string Written)
{
    /// <summary>Whether it is a chance or a share, from 0 to 1.</summary>
    public bool IsShare { get; init; }

    /// <summary>
    /// The comment behind it, on its line, or else the comment lines right above; null where there is none. It is no part of the scenario's
    /// meaning.
    /// </summary>
    public string? Comment { get; init; }

    /// <summary>Its line in <see cref="Source"/>, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The file, or the change of the command line, in which it stands.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether a change of the command line states it.</summary>
    public bool IsChange { get; init; }

    /// <summary>Where the name of a factor is said; empty for a quantity that is written in place.</summary>
    public IReadOnlyList<string> UsedAt { get; init; } = [];
}
