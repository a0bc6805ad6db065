using CostSim.Scenarios.Reading.Syntax;

namespace CostSim.Scenarios.Reading.Words;

/// <summary>Collects what is found, from any place in any order, and gives it back in the order of the text.</summary>
internal sealed class Findings
{
    // A hostile file could hold a million faults. Nobody reads the two-hundredth.
    private const int Most = 200;

    private readonly List<Finding> _found = [];
    private int _unshown;

    /// <summary>A finding, and its place among the others.</summary>
    private sealed record Finding(Spot Spot, Diagnostic Diagnostic);

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

    /// <summary>Takes over what others found, but for what is known already.</summary>
    /// <param name="others">Findings of the same text, read a little differently.</param>
    /// <param name="told">What was told so far, to be told once.</param>
    /// <param name="reword">How a finding is told here.</param>
    public void Take(Findings others, ISet<(Spot, string, string)> told, Func<Spot, Diagnostic, Diagnostic> reword)
    {
        foreach (var (spot, diagnostic) in others._found)
        {
            HasErrors |= diagnostic.Severity == Severity.Error;
            if (!told.Add((spot, diagnostic.Path, diagnostic.Message)))
                continue;
            if (IsFull)
                _unshown++;
            else
                _found.Add(new Finding(spot, reword(spot, diagnostic)));
        }

        _unshown += others._unshown;
    }

    /// <summary>What is found at a place in all of several readings of one text, as the first says it.</summary>
    public static Findings OfAll(IReadOnlyList<Findings> readings)
    {
        var common = new Findings();
        foreach (var (spot, diagnostic) in readings[0]._found)
        {
            if (readings.Skip(1).All(reading => reading._found.Exists(found => found.Spot == spot)))
                common._found.Add(new Finding(spot, diagnostic));
        }

        common.HasErrors = common._found.Exists(found => found.Diagnostic.Severity == Severity.Error);
        return common;
    }

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
            _found.Add(new Finding(spot, new Diagnostic(severity, spot.Source, spot.Line, spot.Column, Shorten.Path(path), message, hint)));
    }
}
