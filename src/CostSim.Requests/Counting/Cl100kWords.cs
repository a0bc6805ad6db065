namespace CostSim.Requests.Counting;

/// <summary>
/// The words of cl100k_base: a contraction; a word with one character before it; up to three digits; other characters; space.
/// </summary>
internal sealed class Cl100kWords : WordRule
{
    public override int End(ReadOnlySpan<char> text, int start)
    {
        var first = CharKinds.At(text, start, out var length);
        if (Contraction(text, start) is var contraction && contraction > start)
            return contraction;
        if ((first & CharKind.Letter) != 0)
            return Run(text, start, CharKind.Letter);
        if ((first & CharKind.Number) != 0)
            return Number(text, start);
        if ((first & CharKind.Newline) == 0 && Run(text, start + length, CharKind.Letter) is var word && word > start + length)
            return word;
        if (Others(text, start) is var others && others > start)
            return Run(text, others, CharKind.Newline);
        return Space(text, start, isWholeAtEnd: true);
    }
}
