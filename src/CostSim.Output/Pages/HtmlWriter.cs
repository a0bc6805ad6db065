using System.Text;
using System.Xml.Linq;

namespace CostSim.Output.Pages;

/// <summary>
/// Writes elements as HTML. Every text and attribute is escaped, except the page's own style and script.
/// </summary>
internal static class HtmlWriter
{
    private static readonly HashSet<string> Void = ["br", "col", "hr", "input", "link", "meta"];
    private static readonly HashSet<string> Blocks =
        ["html", "head", "body", "header", "nav", "main", "section", "footer", "figure", "table", "thead", "tbody", "tr", "dl", "ul", "ol",
            "div", "svg"];

    /// <summary>The page, with its document type.</summary>
    public static string Write(XElement html)
    {
        var text = new StringBuilder("<!doctype html>\n");
        Write(text, html);
        return text.Append('\n').ToString();
    }

    // Recursion is safe: a page is only a dozen levels deep.
    private static void Write(StringBuilder text, XElement element)
    {
        var name = element.Name.LocalName;
        text.Append('<').Append(name);
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            Escape(text.Append(' ').Append(attribute.Name.LocalName).Append("=\""), attribute.Value).Append('"');
        text.Append('>');
        if (Void.Contains(name))
            return;
        var isBlock = Blocks.Contains(name);
        foreach (var node in element.Nodes())
        {
            if (isBlock)
                text.Append('\n');
            if (node is XElement child)
                Write(text, child);
            else if (node is XText words)
                _ = name is "style" or "script" ? text.Append(words.Value)
                    : Escape(text, words.Value.Replace(" %", "\u00a0%", StringComparison.Ordinal)); // keeps a number and its sign together
        }

        text.Append(isBlock ? "\n</" : "</").Append(name).Append('>');
    }

    private static StringBuilder Escape(StringBuilder text, string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                // HTML cannot represent other control characters.
                < ' ' and not ('\n' or '\t') or (>= 0x7f and <= 0x9f) => text.Append('\ufffd'),
                _ => text.Append(rune.ToString()),
            };
        }

        return text;
    }
}
