namespace CostSim.Scenarios;

/// <summary>How serious a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing needs to change.</summary>
    Note,

    /// <summary>The scenario runs, but its author may not mean what it says.</summary>
    Warning,

    /// <summary>The scenario cannot be run.</summary>
    Error,
}

/// <summary>One finding in a scenario: what is wrong, where, what is allowed, what to do.</summary>
/// <param name="Severity">Whether the scenario can still be run.</param>
/// <param name="Source">The file, or the command-line change that put the value there.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Path">JSON path from the root, such as <c>phases.P4.retry.rate</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, with the value that was found and what is allowed.</param>
/// <param name="Hint">What to do, or null.</param>
public sealed record Diagnostic(Severity Severity, string Source, int Line, int Column, string Path, string Message, string? Hint = null)
{
    /// <summary>
    /// The finding on one line, or two with its hint, in the form compilers use: <c>file(line,column): error path: message</c>.
    /// </summary>
    public override string ToString()
    {
        var severity = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
        var path = Path.Length == 0 ? "" : $" {Path}";
        var hint = Hint is null ? "" : $"\n    {Hint}";
        return $"{Source}({Line},{Column}): {severity}{path}: {Message}{hint}";
    }
}
