using System.Text;

namespace CostSim.Parquet;

/// <summary>Validates a table before it is written: Parquet.Net would write unreadable files otherwise.</summary>
internal static class TableRules
{
    /// <summary>Rejects lone surrogates, which cannot be encoded in UTF-8: silent replacement could make two texts equal.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">
    /// There is no column, or a column has no name or a duplicate name, a different length from the first, a null although values are
    /// required, or a text with a lone surrogate.
    /// </exception>
    internal static void Require(IReadOnlyList<ResultColumn> columns)
    {
        if (columns.Count == 0)
            throw new ArgumentException("A table has at least one column.", nameof(columns));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, data, isNullable, _) in columns)
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException("A column's name is empty.", nameof(columns));
            if (!names.Add(name))
                throw new ArgumentException($"Column '{name}' appears twice.", nameof(columns));
            if (data.Length != columns[0].Data.Length)
                throw new ArgumentException(
                    $"Column '{name}' has {data.Length} values; the first column has {columns[0].Data.Length}.", nameof(columns));
            if (!isNullable && data.NullCount > 0)
                throw new ArgumentException($"Column '{name}' is not nullable; {data.NullCount} of its values are null.", nameof(columns));
            RequireUnicode(name);
            if (data is TextData text)
                RequireUnicode(text.Values.Span);
        }
    }

    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    internal static void RequireUnicode(string text) => Utf8.GetByteCount(text);

    private static void RequireUnicode(ReadOnlySpan<string?> texts)
    {
        string? before = null;
        foreach (var text in texts)
        {
            // Rows that belong together share their texts.
            if (text is not null && !ReferenceEquals(text, before))
                RequireUnicode(text);
            before = text;
        }
    }
}
