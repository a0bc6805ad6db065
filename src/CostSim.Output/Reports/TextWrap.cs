namespace CostSim.Output.Reports;

/// <summary>
/// Breaks text into lines between words. A word longer than a line is broken after punctuation within it, such as in a path; a number is
/// never broken.
/// </summary>
public static class TextWrap
{
    private const string BreaksBehind = "./=,:-_";

    /// <summary>Words up to this length, such as the name of a model, are not broken.</summary>
    private const int WholeLettersMax = 14;

    /// <summary>The text, cut if longer than the given number of letters.</summary>
    public static string Cut(string text, int lettersMax) =>
        text.Length <= lettersMax ? text : $"{text[..(char.IsHighSurrogate(text[lettersMax - 1]) ? lettersMax - 1 : lettersMax)]}…";

    /// <summary>The lines, each of at most the given length; at least one.</summary>
    public static IReadOnlyList<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        // The first line keeps its indent.
        var line = text[..(text.Length - text.TrimStart(' ').Length)];
        foreach (var word in Words(text))
        {
            if (line.Length == 0 || line.All(letter => letter == ' ') && line.Length + word.Length <= width)
                line += word;
            else if (line.Length + 1 + word.Length <= width)
                line += $" {word}";
            else
                (line, _) = (word, Add(line));
            while (line.Length > width)
                line = Broken(line);
        }

        Add(line);
        return lines;

        bool Add(string full)
        {
            lines.Add(full);
            return true;
        }

        string Broken(string longer)
        {
            var at = Enumerable.Range(1, width).LastOrDefault(i => IsBreak(longer, i), width);
            lines.Add(longer[..at]);
            return longer[at..];
        }
    }

    /// <summary>The least width at which the text fits the given number of lines without broken words.</summary>
    public static int LeastWidth(string text, int linesMax)
    {
        var width = Math.Max(LongestPiece(text), (text.Length + linesMax - 1) / linesMax);
        while (width < text.Length && Lines(text, width).Count > linesMax)
            width++;
        return width;
    }

    /// <summary>The longest word.</summary>
    public static int LongestWord(string text) => Words(text).Max(word => word.Length);

    /// <summary>The longest part of the text that is never broken.</summary>
    private static int LongestPiece(string text) => Words(text).SelectMany(Pieces).Max();

    private static IEnumerable<int> Pieces(string word)
    {
        var from = 0;
        for (var i = 1; word.Length > WholeLettersMax && i < word.Length; i++)
        {
            if (!IsBreak(word, i))
                continue;
            yield return i - from;
            from = i;
        }

        yield return word.Length - from;
    }

    private static bool IsBreak(string word, int i) =>
        BreaksBehind.Contains(word[i - 1], StringComparison.Ordinal) && !char.IsDigit(word[i]);

    /// <summary>The words; a number and its unit are one word.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Count > 0 && word[0] == '%')
                words[^1] += $" {word}";
            else
                words.Add(word);
        }

        return words.Count == 0 ? [""] : words;
    }
}
