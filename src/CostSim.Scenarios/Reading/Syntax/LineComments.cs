namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>
/// Finds for each value the comment that speaks of it: behind the value on the line on which it begins or ends, else the block of comment lines right
/// above it. Comments mean nothing to the scenario; they are kept for those who review it.
/// </summary>
internal sealed class LineComments
{
    private readonly Dictionary<int, string> _behind = [];
    private readonly Dictionary<int, string> _above = [];
    private readonly List<string> _block = [];
    private int _blockLine;
    private int _valueLine;

    /// <summary>Takes the next token that is no comment.</summary>
    public void Pass(int line)
    {
        _valueLine = line;
        if (_block.Count > 0 && line <= _blockLine + 1)
            _above.TryAdd(line, string.Join(' ', _block));
        _block.Clear();
    }

    /// <summary>Takes the next comment.</summary>
    /// <param name="line">The line on which it begins.</param>
    /// <param name="text">The comment without its signs.</param>
    public void Add(int line, string text)
    {
        var lines = text.Split('\n');
        var clean = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (clean.Length == 0)
            return;
        if (line == _valueLine)
        {
            _behind[line] = _behind.TryGetValue(line, out var first) ? $"{first} {clean}" : clean;
            return;
        }

        if (line > _blockLine + 1)
            _block.Clear();
        _block.Add(clean);
        _blockLine = line + lines.Length - 1;
    }

    // Recursion is safe: the reader refuses texts deeper than 64.
    public void AttachTo(ScenarioNode node)
    {
        node.Comment = _behind.GetValueOrDefault(node.Spot.Line) ?? _behind.GetValueOrDefault(node.LastLine) ?? _above.GetValueOrDefault(node.Spot.Line);
        foreach (var member in node.Members)
            AttachTo(member.Value);
        foreach (var element in node.Elements)
            AttachTo(element);
    }
}
