namespace CostSim.Parquet;

/// <summary>
/// The least and the greatest text of a row group, in the order of the format and in that of Parquet.Net. Readers skip a row group whose
/// bounds exclude the value they look for. The format orders text by its UTF-8, Parquet.Net by its UTF-16, in which surrogates sort below
/// U+E000 to U+FFFF; if that would change a bound, the row group has to end.
/// </summary>
internal sealed class TextOrder
{
    private const char Surrogates = '\uD800';

    private string? _least;
    private string? _greatest;
    private string? _leastOfUtf16;
    private string? _greatestOfUtf16;

    /// <summary>
    /// How many rows from <paramref name="start"/> on, at least one and at most <paramref name="most"/>, have bounds that are the same in
    /// both orders.
    /// </summary>
    internal static int Rows(IReadOnlyList<ResultColumn> columns, int start, int most)
    {
        foreach (var column in columns)
        {
            if (column.Data is TextData text && CanDiffer(text.Values.Span.Slice(start, most)))
                most = Rows(text.Values.Span.Slice(start, most));
        }

        return most;
    }

    private static int Rows(ReadOnlySpan<string?> texts)
    {
        var order = new TextOrder();
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts[row] is { } text && !order.Add(text))
                return row;
        }

        return texts.Length;
    }

    /// <summary>Adds a text; false if a bound now differs between the two orders, which cannot happen for a single text.</summary>
    private bool Add(string text)
    {
        if (_least is null || CompareUtf8(text, _least) < 0)
            _least = text;
        if (_greatest is null || CompareUtf8(text, _greatest) > 0)
            _greatest = text;
        if (_leastOfUtf16 is null || string.CompareOrdinal(text, _leastOfUtf16) < 0)
            _leastOfUtf16 = text;
        if (_greatestOfUtf16 is null || string.CompareOrdinal(text, _greatestOfUtf16) > 0)
            _greatestOfUtf16 = text;
        return _least == _leastOfUtf16 && _greatest == _greatestOfUtf16;
    }

    /// <summary>Whether there are both surrogates and characters above them; hardly a table has.</summary>
    private static bool CanDiffer(ReadOnlySpan<string?> texts)
    {
        var (hasSurrogates, hasAbove) = (false, false);
        string? before = null;
        foreach (var text in texts)
        {
            if (text is not null && !ReferenceEquals(text, before) && text.AsSpan().IndexOfAnyInRange(Surrogates, char.MaxValue) >= 0)
            {
                hasSurrogates |= text.AsSpan().IndexOfAnyInRange(Surrogates, '\uDFFF') >= 0;
                hasAbove |= text.AsSpan().IndexOfAnyInRange('\uE000', char.MaxValue) >= 0;
            }

            before = text;
        }

        return hasSurrogates && hasAbove;
    }

    private static int CompareUtf8(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        var (isLeftBeyond, isRightBeyond) = (char.IsSurrogate(left[same]), char.IsSurrogate(right[same]));
        return isLeftBeyond == isRightBeyond ? left[same].CompareTo(right[same]) : isLeftBeyond ? 1 : -1;
    }
}
