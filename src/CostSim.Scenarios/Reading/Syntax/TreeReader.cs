using System.Globalization;
using System.Text.Json;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>Reads JSON text into a tree of nodes that know their places; the first fault of syntax ends it.</summary>
/// <remarks>The walk is a loop and not a recursion, so no text can exhaust the stack.</remarks>
internal sealed class TreeReader(string source, int order, int firstColumn, Findings findings)
{
    /// <summary>Objects and lists within each other; a scenario needs about eight.</summary>
    public const int MaxDepth = 64;

    private readonly TextCursor _cursor = new(source, order, firstColumn);
    private readonly Stack<ScenarioNode> _open = [];
    private readonly LineComments _comments = new();
    private (string Key, Spot Spot, int Start) _key;
    private ScenarioNode? _root;

    /// <summary>The tree, or null where the text is no JSON; the reason is among the findings.</summary>
    public ScenarioNode? Read(ReadOnlySpan<byte> utf8)
    {
        // One level more than is allowed, so that the depth is refused here, in words of this tool.
        var options = new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Allow,
            AllowTrailingCommas = true,
            MaxDepth = MaxDepth + 2,
        };
        var reader = new Utf8JsonReader(utf8, options);
        var (consumed, token) = (0, JsonTokenType.None);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Comment)
                {
                    _comments.Add(_cursor.At(utf8, (int)reader.TokenStartIndex).Line, reader.GetComment());
                    continue; // for a fault of syntax a comment is no token
                }

                if (!Take(ref reader, utf8))
                    return null;
                (consumed, token) = ((int)reader.BytesConsumed, reader.TokenType);
            }
        }
        catch (JsonException)
        {
            return ReportFault(utf8, consumed, token);
        }
        catch (InvalidOperationException) // an escape such as \ud800 without its other half
        {
            var start = (int)reader.TokenStartIndex;
            findings.Error(_cursor.At(utf8, start), "", "this string holds half of a \\u escape pair, which is no character");
            return null;
        }

        if (_root is null) // comments and nothing else
            return ReportFault(utf8, consumed, token);
        _comments.AttachTo(_root);
        return _root;
    }

    private ScenarioNode? ReportFault(ReadOnlySpan<byte> utf8, int consumed, JsonTokenType token)
    {
        var fault = SyntaxFault.Find(utf8, consumed, token, _open.TryPeek(out var open) ? open : null);
        findings.Error(_cursor.At(utf8, fault.Offset), "", fault.Message, fault.Hint);
        return null;
    }

    private bool Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var spot = _cursor.At(utf8, (int)reader.TokenStartIndex);
        _comments.Pass(spot.Line);
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _key = (reader.GetString()!, spot, (int)reader.TokenStartIndex);
                return true;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var closed = _open.Pop();
                (closed.LastLine, closed.End) = (spot.Line, (int)reader.BytesConsumed);
                return true;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (_open.Count == MaxDepth)
                {
                    findings.Error(spot, "", $"objects and lists stand more than {MaxDepth} deep within each other");
                    return false;
                }

                var kind = reader.TokenType == JsonTokenType.StartObject ? NodeKind.Object : NodeKind.Array;
                var container = new ScenarioNode(kind, spot) { Start = (int)reader.TokenStartIndex };
                Attach(container);
                _open.Push(container);
                return true;
            default:
                Attach(Scalar(ref reader, spot));
                return true;
        }
    }

    private void Attach(ScenarioNode node)
    {
        if (!_open.TryPeek(out var parent))
            _root = node;
        else if (parent.Kind == NodeKind.Object)
            parent.Members.Add(new Member(_key.Key, _key.Spot, node) { Start = _key.Start });
        else
            parent.Elements.Add(node);
    }

    private static ScenarioNode Scalar(ref Utf8JsonReader reader, Spot spot)
    {
        var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new ScenarioNode(NodeKind.Text, spot) { Text = reader.GetString()!, Start = start, End = end };
            case JsonTokenType.Number:
                var raw = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                return new ScenarioNode(NodeKind.Number, spot)
                {
                    Text = raw,
                    Number = double.Parse(raw, CultureInfo.InvariantCulture),
                    Start = start,
                    End = end,
                };
            case JsonTokenType.True:
                return new ScenarioNode(NodeKind.True, spot) { Start = start, End = end };
            case JsonTokenType.False:
                return new ScenarioNode(NodeKind.False, spot) { Start = start, End = end };
            default:
                return new ScenarioNode(NodeKind.Null, spot) { Start = start, End = end };
        }
    }
}
