using CostSim.Scenarios;

namespace CostSim.Requests.Files;

/// <summary>A path, file or line that is no batch of requests.</summary>
/// <param name="finding">What is wrong and where; it has nothing of a request in it.</param>
public sealed class RequestException(Diagnostic finding) : Exception($"{finding}")
{
    public Diagnostic Finding { get; } = finding;

    internal static RequestException Of(string file, string message, string? hint = null) =>
        new(new Diagnostic(Severity.Error, file, 1, 1, "", message, hint));
}
