using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary>Turns rows into columns.</summary>
/// <typeparam name="T">A row.</typeparam>
internal sealed class RowColumns<T>(IReadOnlyList<T> rows)
    where T : class
{
    public ResultColumn Text(string name, Func<T, string?> of, bool isNullable = false) => new(name, ColumnData.Of(Values(of)), isNullable);

    public ResultColumn Count(string name, Func<T, long> of) => new(name, ColumnData.Of(Values(of)));

    public ResultColumn Number(string name, Func<T, double> of) => new(name, ColumnData.Of(Values(of)));

    /// <summary>Numbers that some rows lack.</summary>
    public ResultColumn NumberOrNone(string name, Func<T, double?> of) => new(name, ColumnData.Of(Values(of)), IsNullable: true);

    private TValue[] Values<TValue>(Func<T, TValue> of)
    {
        var values = new TValue[rows.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = of(rows[row]);
        return values;
    }
}
