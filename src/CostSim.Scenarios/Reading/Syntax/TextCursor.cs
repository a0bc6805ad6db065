namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns. Offsets are asked for in ascending order, so a whole text costs one pass.</summary>
internal sealed class TextCursor(string source, int order, int firstColumn)
{
    private readonly Spot _start = new(source, order, 1, firstColumn);
    private int _offset;
    private int _line;
    private int _column;

    public Spot At(ReadOnlySpan<byte> utf8, int offset)
    {
        if (_line == 0 || offset < _offset)
            (_offset, _line, _column) = (0, _start.Line, _start.Column);
        foreach (var unit in utf8[_offset..Math.Min(offset, utf8.Length)])
        {
            if (unit == '\n')
                (_line, _column) = (_line + 1, 1);
            else if ((unit & 0xC0) != 0x80) // the bytes after a character's first do not count
                _column++;
        }

        _offset = Math.Max(_offset, Math.Min(offset, utf8.Length));
        return _start with { Line = _line, Column = _column };
    }
}
