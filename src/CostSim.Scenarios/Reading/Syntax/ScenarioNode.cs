using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Syntax;

internal enum NodeKind
{
    Object,
    Array,
    Text,
    Number,
    True,
    False,
    Null,
}

/// <summary>A key of an object, with the place of the key and its value.</summary>
internal sealed record Member(string Key, Spot Spot, ScenarioNode Value)
{
    /// <summary>Where the key begins in its text, in bytes.</summary>
    public int Start { get; init; }
}

/// <summary>
/// A JSON value that knows where it stands. The tree is the text as written: keys written twice are still both here. It is
/// mutable only for changes, which are made before anything is read from it.
/// </summary>
internal sealed class ScenarioNode(NodeKind kind, Spot spot)
{
    public NodeKind Kind { get; } = kind;

    public Spot Spot { get; } = spot;

    /// <summary>Where it begins in its text, in bytes.</summary>
    public int Start { get; init; }

    /// <summary>The byte after its last one.</summary>
    public int End { get; set; }

    /// <summary>The line on which it ends.</summary>
    public int LastLine { get; set; } = spot.Line;

    /// <summary>The comment that speaks of it, or null.</summary>
    public string? Comment { get; set; }

    /// <summary>The string's value, or the number as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>The number's value; infinite where the text is beyond a double.</summary>
    public double Number { get; init; }

    public List<Member> Members { get; } = [];

    public List<ScenarioNode> Elements { get; } = [];

    /// <summary>The value as a message shows it: short, on one line.</summary>
    public string Shown => Kind switch
    {
        NodeKind.Object => "an object",
        NodeKind.Array when Elements.Count <= 4 && Elements.All(element => element.Kind == NodeKind.Number) =>
            "[" + string.Join(", ", Elements.Select(element => element.Shown)) + "]",
        NodeKind.Array => "a list",
        NodeKind.Text => Shorten.Quoted(Text),
        NodeKind.Number => Shorten.Plain(Text),
        NodeKind.True => "true",
        NodeKind.False => "false",
        _ => "null",
    };

    /// <summary>The first value of a key, or null.</summary>
    public ScenarioNode? ValueOf(string key) => Members.Find(member => member.Key == key)?.Value;

    /// <summary>A copy that can be changed by itself, its places the same.</summary>
    public ScenarioNode Copy()
    {
        var copy = new ScenarioNode(Kind, Spot)
        {
            Text = Text,
            Number = Number,
            Start = Start,
            End = End,
            LastLine = LastLine,
            Comment = Comment,
        };
        copy.Members.AddRange(Members.Select(member => member with { Value = member.Value.Copy() }));
        copy.Elements.AddRange(Elements.Select(element => element.Copy()));
        return copy;
    }

    /// <summary>Number of values in it, itself included.</summary>
    public long Count() => 1 + Members.Sum(member => member.Value.Count()) + Elements.Sum(element => element.Count());

    /// <summary>Whether two values are the same but for spaces, comments and places.</summary>
    public static bool Same(ScenarioNode a, ScenarioNode b) => a.ToCanonicalJson() == b.ToCanonicalJson();

    /// <summary>The value as JSON without spaces, numbers as the shortest text of the double: one text for one meaning.</summary>
    public string ToCanonicalJson()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    // Recursion is safe: the reader refuses texts deeper than 64.
    private void Write(StringBuilder text)
    {
        switch (Kind)
        {
            case NodeKind.Object:
                text.Append('{');
                for (var i = 0; i < Members.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",").Append(Quoted(Members[i].Key)).Append(':');
                    Members[i].Value.Write(text);
                }

                text.Append('}');
                break;
            case NodeKind.Array:
                text.Append('[');
                for (var i = 0; i < Elements.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Elements[i].Write(text);
                }

                text.Append(']');
                break;
            case NodeKind.Text:
                text.Append(Quoted(Text));
                break;
            case NodeKind.Number:
                text.Append(double.IsFinite(Number) ? Number.ToString("R", CultureInfo.InvariantCulture) : Text);
                break;
            default:
                text.Append(Shown);
                break;
        }

        static string Quoted(string words) => $"\"{JavaScriptEncoder.Default.Encode(words)}\"";
    }
}
