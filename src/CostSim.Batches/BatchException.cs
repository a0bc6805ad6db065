using CostSim.Scenarios;

namespace CostSim.Batches;

/// <summary>A path, file or line that is not what was asked for.</summary>
/// <param name="finding">What is wrong and where; it has nothing of a prompt or an answer in it.</param>
public sealed class BatchException(Diagnostic finding) : Exception($"{finding}")
{
    public Diagnostic Finding { get; } = finding;

    internal static BatchException Of(string file, string message, string? hint = null) => Of(file, 1, 1, message, hint);

    internal static BatchException Of(string file, long line, int column, string message, string? hint) =>
        new(new Diagnostic(Severity.Error, file, (int)Math.Min(line, int.MaxValue), column, "", message, hint));
}
