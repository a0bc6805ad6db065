namespace CostSim.Scenarios;

/// <summary>A scenario cannot be run. Its message lists every error with file, line, column and JSON path.</summary>
/// <param name="findings">Errors, and the warnings beside them, in the order of the text.</param>
public sealed class ScenarioException(IReadOnlyList<Diagnostic> findings)
    : Exception(string.Join('\n', findings.Where(finding => finding.Severity == Severity.Error)))
{
    /// <summary>Errors, and the warnings beside them, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; } = findings;
}
