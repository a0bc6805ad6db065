namespace CostSim.Scenarios.Reading;

/// <summary>Collects what is found, from any place in any order, and gives it back in the order of the text.</summary>
internal sealed class Findings
{
    // A hostile file could hold a million faults. Nobody reads the two-hundredth.
    private const int Most = 200;

    private readonly List<(Spot Spot, Diagnostic Diagnostic)> _found = [];
    private int _unshown;

    public bool HasErrors { get; private set; }

    /// <summary>Whether further findings are only counted, so that costly words for them can be saved.</summary>
    public bool IsFull => _found.Count >= Most;

    public void Error(Spot spot, string path, string message, string? hint = null)
    {
        HasErrors = true;
        Add(Severity.Error, spot, path, message, hint);
    }

    public void Warning(Spot spot, string path, string message, string? hint = null) =>
        Add(Severity.Warning, spot, path, message, hint);

    public void Note(Spot spot, string path, string message, string? hint = null) => Add(Severity.Note, spot, path, message, hint);

    public IReadOnlyList<Diagnostic> InTextOrder()
    {
        // OrderBy is stable: two findings of one place stay in the order in which they were made.
        var ordered = _found
            .OrderBy(found => found.Spot.Order).ThenBy(found => found.Spot.Line).ThenBy(found => found.Spot.Column)
            .Select(found => found.Diagnostic).ToList();
        if (_unshown > 0)
            ordered.Add(ordered[^1] with
            {
                Severity = HasErrors ? Severity.Error : Severity.Warning,
                Path = "",
                Message = $"and {_unshown} more findings, which are not shown",
                Hint = null,
            });
        return ordered;
    }

    private void Add(Severity severity, Spot spot, string path, string message, string? hint)
    {
        if (IsFull)
            _unshown++;
        else
            _found.Add((spot, new Diagnostic(severity, spot.Source, spot.Line, spot.Column, Shorten.Path(path), message, hint)));
    }
}
