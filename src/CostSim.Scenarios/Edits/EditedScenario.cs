using System.Text;
using CostSim.Scenarios.Drafts;
using CostSim.Scenarios.Reading.Cases;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Edits;

/// <summary>
/// A scenario's text with some of its amounts replaced. Spans of the text are replaced, so that everything else, comments and spaces
/// included, is what it was.
/// </summary>
public sealed class EditedScenario
{
    private readonly WrittenText _text;
    private readonly ScenarioNode _root;
    private readonly List<(int Start, int End, string Text)> _splices = [];

    private EditedScenario(WrittenText text, ScenarioNode root) => (_text, _root) = (text, root);

    /// <summary>The text with the changes.</summary>
    /// <param name="text">A text that is read as a scenario without errors.</param>
    /// <param name="amounts">The amounts to replace; each stands in the text.</param>
    /// <param name="added">Factors to add.</param>
    /// <param name="removed">Names of factors to take out, which nothing uses any more.</param>
    public static string Of(
        string text, IEnumerable<AmountEdit> amounts, IReadOnlyList<FactorDraft> added, IReadOnlyCollection<string> removed)
    {
        var mark = text.StartsWith('\uFEFF') ? "\uFEFF" : "";
        var bytes = Encoding.UTF8.GetBytes(text[mark.Length..]);
        var root = new TreeReader("", 0, 1, new Findings()).Read(bytes)
            ?? throw new ArgumentException("the text is no JSON", nameof(text));
        var edited = new EditedScenario(new WrittenText(bytes), root);
        foreach (var amount in amounts)
            edited.Replace(amount);
        foreach (var name in removed)
            edited.Remove(name);
        if (added.Count > 0)
            edited.Add(added, removed);
        return mark + edited.Spliced();
    }

    private void Replace(AmountEdit edit)
    {
        var node = TreeChange.At(_root, edit.Path)
            ?? throw new ArgumentException($"nothing stands at {edit.Path}", nameof(edit));
        _splices.Add((node.Start, node.End, new AmountText(_text, node, edit).Text));
        // What speaks of the number that was there is no word about the new one.
        if (edit.IsOfItsLine && _text.After(node.End, out var comment) > 0 && comment is { } found)
            _splices.Add((found.Start, found.Start + 2, "// before:"));
    }

    /// <summary>Takes a factor out with its comma, its comment, and its line where it has one of its own.</summary>
    private void Remove(string name)
    {
        var members = _root.ValueOf("factors")?.Members ?? [];
        if (members.Find(one => one.Key == name) is not { } member)
            return;
        var end = _text.After(member.Value.End, out var comment);
        if (!_text.IsFirstOnLine(member.Start) || !_text.IsLastOnLine(end))
        {
            _splices.Add((member.Start, end, ""));
            return;
        }

        var line = _text.LineStart(member.Start);
        // The lines of comment right above are about it; above the first one they may be about all of them.
        var start = member == members[0] ? line : _text.CommentAbove(line);
        _splices.Add((start, _text.NextLine(comment?.End ?? end), ""));
    }

    private void Add(IReadOnlyList<FactorDraft> added, IReadOnlyCollection<string> removed)
    {
        if (_root.Members.Find(member => member.Key == "factors") is not { Value: { Kind: NodeKind.Object } factors } owner)
        {
            AddObject(added);
            return;
        }

        var (outer, close) = (_text.Indent(owner.Start), factors.End - 1);
        var last = factors.Members.LastOrDefault();
        if (last is not null && !removed.Contains(last.Key) && !_text.HasComma(last.Value.End))
            _splices.Add((last.Value.End, last.Value.End, ","));
        var inner = factors.Members.Find(member => _text.IsFirstOnLine(member.Start)) is { } own ? _text.Indent(own.Start) : $"{outer}  ";
        if (_text.IsFirstOnLine(close))
            _splices.Add((_text.LineStart(close), _text.LineStart(close), Lines(added, inner)));
        else
            _splices.Add((close, close, $"{_text.NewLine}{Lines(added, inner)}{outer}"));
    }

    /// <summary>Writes `factors` before the phases, above the lines of comment that are theirs.</summary>
    private void AddObject(IReadOnlyList<FactorDraft> added)
    {
        var phases = _root.Members.Find(member => member.Key == "phases")!.Start;
        var indent = _text.Indent(phases);
        var written = $"\"factors\": {{{_text.NewLine}{Lines(added, $"{indent}  ")}{indent}}},{_text.NewLine}";
        if (!_text.IsFirstOnLine(phases))
        {
            _splices.Add((phases, phases, $"{written}{indent}"));
            return;
        }

        var start = _text.CommentAbove(_text.LineStart(phases));
        _splices.Add((start, start, $"{indent}{written}{_text.NewLine}"));
    }

    /// <summary>Factors, each on its line; its comment behind it, or above it where both are long.</summary>
    private string Lines(IEnumerable<FactorDraft> factors, string indent) => string.Concat(factors.Select(factor =>
    {
        var (line, remark) = ($"\"{factor.Name}\": {Written.Line(factor.Amount.Value.ToJson())},", $"// {factor.Amount.Remarks[0]}");
        return line.Length + remark.Length <= DraftText.LettersMax ? $"{indent}{line} {remark}{_text.NewLine}"
            : $"{indent}{remark}{_text.NewLine}{indent}{line}{_text.NewLine}";
    }));

    private string Spliced()
    {
        var (text, at) = (new StringBuilder(), 0);
        foreach (var (start, end, with) in _splices.OrderBy(splice => splice.Start).ThenBy(splice => splice.End))
        {
            text.Append(_text.Slice(at, start)).Append(with);
            at = end;
        }

        return $"{text.Append(_text.Slice(at, _text.Bytes.Length))}";
    }
}
