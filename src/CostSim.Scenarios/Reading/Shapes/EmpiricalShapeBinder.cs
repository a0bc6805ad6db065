using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>Reads lists of observed values, in the scenario or in a file beside it.</summary>
internal sealed class EmpiricalShapeBinder(Findings findings, Scalars scalars, DataFolder data)
{
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

        return scalars.Numbers(node, path) is { } values ? Of(values) : null;
    }

    /// <summary>A column of a file beside the scenario.</summary>
    public Shape? Column(KeyedNode amount)
    {
        var (file, path) = (amount.Find("file")!, amount.PathOf("file"));
        if (amount.Require("column") is not { } column || amount.Text("file") is not { } fileName
            || amount.Text("column") is not { } columnName)
            return null;
        var (bytes, fault, hint) = data.Read(fileName);
        var isColumn = fault is null;
        double[]? values = null;
        if (bytes is not null)
            (values, fault, hint) = ParquetColumn.Is(fileName, bytes) ? ParquetColumn.Read(bytes, columnName)
                : CsvColumn.Read(bytes, columnName);
        if (values is not null)
            return Of(values);
        findings.Error(
            isColumn ? column.Spot : file.Spot, isColumn ? amount.PathOf("column") : path, $"{Shorten.Plain(fileName)}: {fault}", hint);
        return null;
    }

    private static Shape Of(double[] values)
    {
        Array.Sort(values);
        return values[0] == values[^1] ? ShapeBinder.Only(values[0]) : new EmpiricalShape(values);
    }
}
