namespace CostSim.Requests.Tests.Counting;

/// <summary>Texts of characters that encodings treat differently, in no order.</summary>
internal static class RandomText
{
    /// <summary>
    /// Letters with and without case, marks, numbers, white space, quotes, symbols, emoji; of these alone some have two code units.
    /// </summary>
    private static readonly string[] Pieces =
    [
        "a", "e", "the", "ing", "Z", "THE", "Q", "é", "ß", "ǅ", "ʰ", "日", "本", "ก", "\u0301", "\u0940", "1", "42", "٣", "½", "ⅷ",
        " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "'", "'s", "'LL", "'re", "\"", ".", ",", "/", "//", "(", "_", "-", "=", "😀",
        "🇨🇭", "\u200d", "\0", "<|", "|>", "\\",
    ];

    public static string Of(int seed, int length)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, length).Select(_ => Pieces[random.Next(Pieces.Length)]));
    }
}
