namespace CostSim.Requests.Counting;

/// <summary>
/// The words of o200k_base: a word that ends in lower case, or one in upper case, with one character before it and a contraction after it;
/// up to three digits; other characters; space.
/// </summary>
internal sealed class O200kWords : WordRule
{
    public override int End(ReadOnlySpan<char> text, int start)
    {
        var first = CharKinds.At(text, start, out var length);
        var canLead = (first & (CharKind.Letter | CharKind.Number | CharKind.Newline)) == 0;
        var after = start + length;
        if (canLead && EndsLower(text, after, out var end) || EndsLower(text, start, out end)
            || canLead && EndsUpper(text, after, out end) || EndsUpper(text, start, out end))
            return Contraction(text, end);
        if ((first & CharKind.Number) != 0)
            return Number(text, start);
        if (Others(text, start) is var others && others > start)
        {
            while (others < text.Length && text[others] is '\r' or '\n' or '/')
                others++;
            return others;
        }

        return Space(text, start, isWholeAtEnd: false);
    }

    /// <summary>Upper case, if any, then at least one character of lower case. Letters without case count as both.</summary>
    private static bool EndsLower(ReadOnlySpan<char> text, int start, out int end)
    {
        var caseless = start;
        end = start;
        while (end < text.Length && CharKinds.At(text, end, out var length) is var kind && (kind & CharKind.Upper) != 0)
        {
            end += length;
            if ((kind & CharKind.Lower) != 0)
                caseless = end;
        }

        var lower = Run(text, end, CharKind.Lower);
        // Without lower case behind it, the last letter without case is the lower part.
        end = lower > end ? lower : caseless;
        return end > start;
    }

    private static bool EndsUpper(ReadOnlySpan<char> text, int start, out int end) =>
        (end = Run(text, start, CharKind.Upper)) > start;
}
