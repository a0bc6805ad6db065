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
            _lines.Append(Json(edit.Parts[0].Value)).Append($" /* {Plain(edit.Remark)} */");
            return;
        }

        if (edit.KeptTerms.Count == 0 && edit.Plus == 0)
        {
            AddProduct(edit, 0, edit.Remark);
            return;
        }

        Begin("{ \"sum\": [", edit.Remark);
        if (edit.Plus > 0)
            AddLine(1, $"{edit.Plus.ToString(CultureInfo.InvariantCulture)},", null);
        foreach (var term in edit.KeptTerms.Select(index => old.ValueOf("sum")!.Elements[index]))
        {
            text.After(term.End, out var comment);
            var kept = comment is { } its ? $" {text.Slice(its.Start, its.End)}" : "";
            AddLine(1, $"{text.Slice(term.Start, term.End)},{kept}", null);
        }

        _lines.Append(_indent).Append("  ");
        AddProduct(edit, 1, null);
        _lines.Append(',').Append(_newLine).Append(_indent).Append("] }");
    }

    public string Text => $"{_lines}";

    private void AddProduct(AmountEdit edit, int depth, string? remark)
    {
        Begin("{ \"product\": [", remark);
        foreach (var part in edit.Parts)
            AddLine(depth + 1, $"{Json(part.Value)},", part.Remarks.Count > 0 ? part.Remarks[0] : null);
        _lines.Append(_indent).Append(' ', 2 * depth).Append("] }");
    }

    private void Begin(string open, string? remark) =>
        _lines.Append(open).Append(remark is null ? "" : $" // {Plain(remark)}").Append(_newLine);

    private void AddLine(int depth, string line, string? remark) =>
        _lines.Append(_indent).Append(' ', 2 * depth).Append(line).Append(remark is null ? "" : $" // {Plain(remark)}").Append(_newLine);

    private static string Json(AmountDraft amount) => Written.OnOneLine(amount.ToJson());

    /// <summary>A comment ends where its line does, and one in the middle of a line at its signs.</summary>
    private static string Plain(string remark) => remark.ReplaceLineEndings(" ").Replace("*/", "* /", StringComparison.Ordinal);
}
