using System.Globalization;
using System.Text;
using CostSim.Scenarios.Drafts;
using CostSim.Scenarios.Reading.Syntax;

namespace CostSim.Scenarios.Edits;

/// <summary>How a replaced amount stands in the text: a part a line, each with its comment, indented as its line is.</summary>
internal sealed class AmountText
{
    private readonly StringBuilder _lines = new();
    private readonly string _newLine;
    private readonly string _indent;

    public AmountText(WrittenText text, ScenarioNode old, AmountEdit edit)
    {
        (_newLine, _indent) = (text.NewLine, text.Indent(old.Start));
        if (edit.IsInline)
        {
            var parts = string.Join(", ", edit.Parts.Select(part => Json(part.Value)));
            _lines.Append(edit.Parts.Count == 1 ? parts : $"{{ \"product\": [{parts}] }}").Append($" /* {Plain(edit.Remark)} */");
            return;
        }

        var kept = edit.KeptTerms.Select(index => Term(text, old.ValueOf("sum")!.Elements[index])).ToList();
        var former = text.Comments(old.Start, old.End)
            .Where(comment => !kept.Exists(term => comment.Start >= term.Start && comment.Start < term.End))
            .Select(comment => $"before: {comment.Words}").ToList();
        if (kept.Count == 0 && edit.Plus == 0)
        {
            AddProduct(edit, 0, edit.Remark, former);
            return;
        }

        Begin("{ \"sum\": [", edit.Remark);
        if (edit.Plus > 0)
            AddLine(1, $"{edit.Plus.ToString(CultureInfo.InvariantCulture)},", null);
        foreach (var (_, _, words) in kept)
            AddLine(1, words, null);
        _lines.Append(_indent).Append("  ");
        AddProduct(edit, 1, null, former);
        _lines.Append(',').Append(_newLine).Append(_indent).Append("] }");
    }

    public string Text => $"{_lines}";

    /// <summary>A term as it is written, with its comma and the comment behind it.</summary>
    private static (int Start, int End, string Words) Term(WrittenText text, ScenarioNode term)
    {
        text.After(term.End, out var comment);
        return comment is { } its ? (term.Start, its.End, $"{text.Slice(term.Start, term.End)}, {text.Slice(its.Start, its.End)}")
            : (term.Start, term.End, $"{text.Slice(term.Start, term.End)},");
    }

    /// <param name="edit">What has the parts.</param>
    /// <param name="depth">How far its line is indented.</param>
    /// <param name="remark">The comment on the whole, or null.</param>
    /// <param name="former">Comments on what stood there.</param>
    private void AddProduct(AmountEdit edit, int depth, string? remark, IEnumerable<string> former)
    {
        Begin("{ \"product\": [", remark);
        foreach (var words in former)
            AddLine(depth + 1, $"// {Plain(words)}", null);
        foreach (var part in edit.Parts)
            AddLine(depth + 1, $"{Json(part.Value)},", part.Remarks.Count > 0 ? part.Remarks[0] : null);
        _lines.Append(_indent).Append(' ', 2 * depth).Append("] }");
    }

    private void Begin(string open, string? remark) =>
        _lines.Append(open).Append(remark is null ? "" : $" // {Plain(remark)}").Append(_newLine);

    private void AddLine(int depth, string line, string? remark) =>
        _lines.Append(_indent).Append(' ', 2 * depth).Append(line).Append(remark is null ? "" : $" // {Plain(remark)}").Append(_newLine);

    private static string Json(AmountDraft amount) => Written.Line(amount.ToJson());

    /// <summary>A comment ends where its line does, and one in the middle of a line at its signs.</summary>
    private static string Plain(string remark) => remark.ReplaceLineEndings(" ").Replace("*/", "* /", StringComparison.Ordinal);
}
