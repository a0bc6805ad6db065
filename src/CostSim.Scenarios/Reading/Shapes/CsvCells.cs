using System.Text;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>
/// The rows of a CSV file (RFC 4180): rows on lines, cells between separators, quotes around a cell that holds a separator, a line break
/// or a quote.
/// </summary>
/// <param name="text">The file.</param>
internal sealed class CsvCells(string text)
{
    /// <summary>The separators that are known.</summary>
    public static readonly IReadOnlyList<char> Separators = [',', ';', '\t'];

    private int _at;

    public bool IsAtEnd => _at >= text.Length;

    /// <summary>The cells of the first row, if this is the separator.</summary>
    public static IReadOnlyList<string> FirstRow(string text, char separator) => new CsvCells(text).Next(separator);

    /// <summary>The cells of the next row.</summary>
    public IReadOnlyList<string> Next(char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (; _at < text.Length; _at++)
        {
            var letter = text[_at];
            if (isQuoted && letter == '"' && _at + 1 < text.Length && text[_at + 1] == '"')
                cell.Append(text[_at++]);
            else if (letter == '"' && (isQuoted || cell.Length == 0))
                isQuoted = !isQuoted;
            else if (!isQuoted && letter == separator)
                Finish();
            else if (!isQuoted && letter is '\n' or '\r')
                break;
            else
                cell.Append(letter);
        }

        Finish();
        _at += _at + 1 < text.Length && text[_at] == '\r' && text[_at + 1] == '\n' ? 2 : 1;
        return cells;

        void Finish()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
