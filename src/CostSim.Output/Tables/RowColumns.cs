using CostSim.Parquet;
using CostSim.Scenarios;

namespace CostSim.Output.Tables;

/// <summary>Turns rows into columns.</summary>
/// <typeparam name="T">A row.</typeparam>
internal sealed class RowColumns<T>(IReadOnlyList<T> rows)
{
    public ResultColumn Text(string name, Func<T, string?> of, bool isNullable = false) => new(name, ColumnData.Of(Values(of)), isNullable);

    public ResultColumn Count(string name, Func<T, long> of) => new(name, ColumnData.Of(Values(of)));

    /// <summary>Counts that are missing in some rows.</summary>
    public ResultColumn CountOrNone(string name, Func<T, long?> of) => new(name, ColumnData.Of(Values(of)), IsNullable: true);

    public ResultColumn Number(string name, Func<T, double> of) => new(name, ColumnData.Of(Values(of)));

    /// <summary>Numbers that are missing in some rows.</summary>
    public ResultColumn NumberOrNone(string name, Func<T, double?> of) => new(name, ColumnData.Of(Values(of)), IsNullable: true);

    /// <summary>The columns that identify the run of a row.</summary>
    /// <param name="name">The scenario's name.</param>
    /// <param name="scenario">The scenario as it was run.</param>
    /// <param name="items">Its number of items.</param>
    public ResultColumn[] OfRun(Func<T, string> name, Func<T, Scenario> scenario, Func<T, long> items) =>
    [
        Text("scenario", name),
        Count("items", items),
        Text("run", row => scenario(row).Run?.Name, isNullable: true),
        Text("variant", row => scenario(row).Variant, isNullable: true),
        Text("tier", row => scenario(row).Model.Tier.Name),
    ];

    private TValue[] Values<TValue>(Func<T, TValue> of)
    {
        var values = new TValue[rows.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = of(rows[row]);
        return values;
    }
}
