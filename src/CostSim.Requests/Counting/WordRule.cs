namespace CostSim.Requests.Counting;

/// <summary>
/// How an encoding divides a text into words, which are encoded one by one. The encodings publish it as a regular expression; written out
/// it takes a tenth of the time, and it treats letters beyond the first plane as letters, as the provider's own code does.
/// </summary>
internal abstract class WordRule
{
    private const int DigitsMax = 3;

    /// <summary>The end of the word that begins at a position before the end of the text.</summary>
    public abstract int End(ReadOnlySpan<char> text, int start);

    /// <summary>The end of a run of characters of a kind.</summary>
    protected static int Run(ReadOnlySpan<char> text, int start, CharKind kind)
    {
        var end = start;
        while (end < text.Length && (CharKinds.At(text, end, out var length) & kind) != 0)
            end += length;
        return end;
    }

    /// <summary>The end of a number of up to three digits.</summary>
    protected static int Number(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        for (var i = 0; i < DigitsMax && end < text.Length && (CharKinds.At(text, end, out var length) & CharKind.Number) != 0; i++)
            end += length;
        return end;
    }

    /// <summary>
    /// The end of a run of characters that are neither letters, numbers nor space, with one space before it if there is one; the start
    /// where there is no such run.
    /// </summary>
    protected static int Others(ReadOnlySpan<char> text, int start)
    {
        var from = text[start] == ' ' ? start + 1 : start;
        var end = from;
        while (end < text.Length
            && (CharKinds.At(text, end, out var length) & (CharKind.Letter | CharKind.Number | CharKind.Space)) == 0)
            end += length;
        return end > from ? end : start;
    }

    /// <summary>
    /// The end of white space before a word or at the end of the text: up to its last line break; else all of it but the last character,
    /// which belongs to the word that follows.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the space begins.</param>
    /// <param name="isWholeAtEnd">Whether space at the end of the text is one word even if it has line breaks.</param>
    protected static int Space(ReadOnlySpan<char> text, int start, bool isWholeAtEnd)
    {
        var end = Run(text, start, CharKind.Space);
        if (isWholeAtEnd && end == text.Length)
            return end;
        var newline = text[start..end].LastIndexOfAny('\r', '\n');
        return newline >= 0 ? start + newline + 1 : end == text.Length || end == start + 1 ? end : end - 1;
    }

    /// <summary>
    /// The end of an English contraction such as <c>'s</c> or <c>'LL</c> at a position; the position where there is none.
    /// </summary>
    protected static int Contraction(ReadOnlySpan<char> text, int start)
    {
        if (start + 1 >= text.Length || text[start] != '\'')
            return start;
        var first = (char)(text[start + 1] | ' ');
        if (first is 's' or 't' or 'm' or 'd')
            return start + 2;
        return start + 2 < text.Length && (first, (char)(text[start + 2] | ' ')) is ('r', 'e') or ('v', 'e') or ('l', 'l')
            ? start + 3 : start;
    }
}
