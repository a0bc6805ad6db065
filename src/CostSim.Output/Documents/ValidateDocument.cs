using System.ComponentModel;
using CostSim.Scenarios;

namespace CostSim.Output.Documents;

/// <summary>A file in the list of <c>costsim validate --format json</c>.</summary>
public sealed record ValidateDocument(string File, bool Sound, IReadOnlyList<FindingDocument> Findings);

/// <summary>One finding.</summary>
public sealed record FindingDocument(
    [property: Description("error, warning or note.")] string Severity,
    string Source,
    [property: Description("From 1.")] int Line,
    [property: Description("In characters, from 1.")] int Column,
    [property: Description("JSON path from the root; empty for the file as a whole.")] string Path,
    string Message,
    [property: Description("What to do.")] string? Hint)
{
    public static FindingDocument Of(Diagnostic finding) => new(
        finding.Severity switch { Scenarios.Severity.Error => "error", Scenarios.Severity.Warning => "warning", _ => "note" },
        finding.Source, finding.Line, finding.Column,
        finding.Path, finding.Message, finding.Hint);
}
