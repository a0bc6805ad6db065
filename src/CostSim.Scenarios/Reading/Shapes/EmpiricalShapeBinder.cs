using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>Reads lists of observed values, in the scenario or in a file beside it.</summary>
internal sealed class EmpiricalShapeBinder(Findings findings, Scalars scalars, DataFolder data)
{
    /// <summary>With fewer observations than this, what they leave open is larger than what they show.</summary>
    private const int ValuesMin = 30;

    public Shape? Values(ShapeText text)
    {
        var (_, node, path) = text;
        if (text.List("values") is var list && !list.IsList(node))
        {
            findings.Error(
                node.Spot, path, $"{node.Shown} is no list of {list.Min} to {list.Max:#,##0} values",
                "More of them stand in a file: { \"file\": …, \"column\": … }.");
            return null;
        }

        return scalars.Numbers(node, path) is { } values ? Of(values, text.Amount, node.Spot, path) : null;
    }

    /// <summary>A column of a file beside the scenario.</summary>
    public Shape? Column(KeyedNode amount)
    {
        var (file, path) = (amount.Find("file")!, amount.PathOf("file"));
        if (amount.Require("column") is not { } column || amount.Text("file") is not { } fileName
            || amount.Text("column") is not { } columnName)
            return null;
        var numbers = amount.Read<CsvNumbers>("csv");
        if (amount.Has("csv") && numbers is null)
            return null;
        var (bytes, fault, hint) = data.Read(fileName);
        if (bytes is null)
        {
            findings.Error(file.Spot, path, $"{Shorten.Plain(fileName)}: {fault}", hint);
            return null;
        }

        var reading = DataColumn.Read(fileName, bytes, columnName, numbers);
        if (reading.Values is { } values)
            return Of(values, amount, column.Spot, amount.PathOf("column"));
        findings.Error(column.Spot, amount.PathOf("column"), $"{Shorten.Plain(fileName)}: {reading.Fault}", reading.Hint);
        return null;
    }

    private Shape Of(double[] values, KeyedNode amount, Spot spot, string path)
    {
        if (values.Length < ValuesMin && amount.Find("level") is { Text: not "item" and var level })
            findings.Warning(
                spot, path,
                $"{(values.Length == 1 ? "one observation stands" : $"{values.Length} observations stand")} for "
                    + (level == "call" ? "all calls: how far their mean is from the true one is not in the band"
                        : "what a run can be: nothing beyond them is possible"),
                $"From {ValuesMin} on they speak for themselves. With fewer, state what they leave open: a range, or a shape of their "
                    + "mean and its error, at run level.");
        Array.Sort(values);
        return values[0] == values[^1] ? ShapeBinder.Only(values[0]) : new EmpiricalShape(values);
    }
}
