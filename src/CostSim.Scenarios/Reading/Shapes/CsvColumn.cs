using System.Globalization;
using System.Text;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>
/// One column of numbers of a CSV file (RFC 4180): rows on lines, cells between commas, quotes where a cell holds either, names in the first row.
/// </summary>
internal static class CsvColumn
{
    public const int MostValues = 1_000_000;

    /// <summary>The numbers of a column, or in words what is wrong; rows are counted from 1, the row of names.</summary>
    public static (double[]? Values, string? Fault, string? Hint) Read(byte[] utf8, string column)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8.AsSpan().StartsWith("\uFEFF"u8) ? utf8.AsSpan(3) : utf8);
        }
        catch (DecoderFallbackException)
        {
            return (null, "the file is no UTF-8 text", "A CSV file with a row of names is read.");
        }

        var (at, row) = (0, 1);
        var names = NextRow(text, ref at);
        var place = names.IndexOf(column);
        if (place < 0)
            return (null, $"the file has no column {Shorten.Quoted(column)}", Columns(column, names));
        if (names.LastIndexOf(column) != place)
            return (null, $"the file has two columns {Shorten.Quoted(column)}", "Name them apart.");
        var values = new List<double>();
        while (at < text.Length)
        {
            row++;
            var cells = NextRow(text, ref at);
            if (cells is [""])
                continue; // an empty line, such as the last
            if (cells.Count != names.Count)
                return (null, $"row {row} does not have a cell for each name: {cells.Count} for {names.Count}", null);
            if (!double.TryParse(cells[place], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= 0) || double.IsInfinity(value))
                return (null, $"row {row}: {Shorten.Quoted(cells[place])} is no number of 0 or more", "Leave out rows without a value.");
            if (values.Count == MostValues)
                return (null, $"the file has more than {MostValues:#,##0} values", "A sample of 100,000 says as much.");
            values.Add(Math.Abs(value)); // -0 is 0
        }

        return values.Count > 0 ? ([.. values], null, null) : (null, "the file has no row below its names", null);
    }

    /// <summary>What columns there are, for who asked for another.</summary>
    public static string Columns(string column, IReadOnlyList<string> names) =>
        names is [var only] && only.Contains(';') ? "Cells are separated by commas."
        : Suggestions.Nearest(column, names) is { } near ? $"Did you mean {Shorten.Quoted(near)}?"
        : $"There are: {string.Join(", ", names.Take(12).Select(Shorten.Quoted))}.";

    /// <summary>The cells of the row that begins at a place, which moves behind it.</summary>
    private static List<string> NextRow(string text, ref int at)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (isQuoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"')
                cell.Append(text[at++]);
            else if (letter == '"' && (isQuoted || cell.Length == 0))
                isQuoted = !isQuoted;
            else if (!isQuoted && letter == ',')
                Finish();
            else if (!isQuoted && letter is '\n' or '\r')
                break;
            else
                cell.Append(letter);
        }

        Finish();
        at += at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
        return cells;

        void Finish()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
