using System.Text;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>One column of numbers of a CSV file, with names in its first row.</summary>
internal static class CsvColumn
{
    /// <summary>The numbers of a column; rows are counted from 1, the row of names.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="numbers">How numbers are written; null where that is not said.</param>
    public static ColumnReading Read(ReadOnlySpan<byte> utf8, string column, CsvNumbers? numbers)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        }
        catch (DecoderFallbackException)
        {
            return ColumnReading.Refused("the file is no UTF-8 text", "A CSV file with a row of names is read.");
        }

        var separator = SeparatorOf(text, column, numbers);
        var cells = new CsvCells(text);
        var names = cells.Next(separator);
        var places = Enumerable.Range(0, names.Count).Where(i => names[i] == column).ToList();
        return places switch
        {
            [] => ColumnReading.Refused($"the file has no column {Shorten.Quoted(column)}", Columns(column, names)),
            [var place] => Read(cells, names.Count, place, separator, column, numbers),
            _ => ColumnReading.Refused($"the file has two columns {Shorten.Quoted(column)}", "Name them apart."),
        };
    }

    private static ColumnReading Read(CsvCells cells, int count, int place, char separator, string column, CsvNumbers? numbers)
    {
        var values = new List<double>();
        for (var row = 2; !cells.IsAtEnd; row++)
        {
            var line = cells.Next(separator);
            if (line is [""])
                continue; // an empty line, such as the last
            if (line.Count != count)
                return ColumnReading.Refused(
                    $"row {row} does not have a cell for each name: {line.Count} for {count}",
                    numbers is null && count == 1 ? CsvNumbers.SayWhich : null);
            var where = $"row {row}, column {Shorten.Quoted(column)}";
            if (string.IsNullOrWhiteSpace(line[place]))
                return ColumnReading.WithoutValue(where);
            if (numbers is null && separator == ';' && CsvNumbers.IsAmbiguous(line[place]))
                return ColumnReading.Refused($"{where}: the point may stand before a fraction or between thousands", CsvNumbers.SayWhich);
            if ((numbers ?? CsvNumbers.Plain).Read(line[place]) is not { } value || !ColumnReading.IsValue(value))
                return ColumnReading.NotANumber(
                    where, numbers is null && CsvNumbers.NeedsSaying(line[place]) ? CsvNumbers.SayWhich : null);
            if (values.Count == ColumnReading.ValuesMax)
                return ColumnReading.TooMany;
            values.Add(value);
        }

        return values.Count > 0 ? ColumnReading.Of(values) : ColumnReading.Refused("the file has no row below its names");
    }

    /// <summary>
    /// The separator with which the first row has the column; without any, the one that it has most of. Where it is the only column, no
    /// separator occurs, and the commas below it are those of numbers if numbers have them.
    /// </summary>
    private static char SeparatorOf(string text, string column, CsvNumbers? numbers)
    {
        var likely = CsvCells.Separators.Order(Comparer<char>.Create((a, b) => IsOfNumbers(a).CompareTo(IsOfNumbers(b)))).ToList();
        var found = likely.Where(separator => CsvCells.FirstRow(text, separator).Contains(column)).ToList();
        return found.Count > 0 ? found[0] : likely.MaxBy(separator => CsvCells.FirstRow(text, separator).Count);

        bool IsOfNumbers(char separator) => separator == numbers?.Decimal || separator == numbers?.Thousands;
    }

    /// <summary>
    /// What to do about a column that is not there. The first row may be one of values: of its cells only one that is almost the name is
    /// shown.
    /// </summary>
    private static string Columns(string column, IReadOnlyList<string> names) =>
        Suggestions.Nearest(column, names) is { } near ? $"Did you mean {Shorten.Quoted(near)}?"
        : $"The first row names the columns; it has {names.Count} {(names.Count == 1 ? "cell" : "cells")}, none of which is this.";
}
