using CostSim.Output.Summaries;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>ledger.parquet</c>, written while records are read: one row per request, with its phase and its price. Nothing of prompts or answers
/// is in it. Not thread-safe.
/// </summary>
public sealed class LedgerFile(Stream stream, CancellationToken cancellation = default)
{
    private readonly ParquetTable _parquet = new(stream, cancellation);
    private readonly List<BilledRow> _rows = new(ParquetTable.RowsPerGroupMax);
    private bool _isBegun;

    public void Append(BilledRow row)
    {
        _rows.Add(row);
        if (_rows.Count == ParquetTable.RowsPerGroupMax)
            WriteGroup();
    }

    /// <summary>Ends the file.</summary>
    /// <param name="origin">The forecast that the rows are held against.</param>
    public void Finish(ResultOrigin origin)
    {
        if (_rows.Count > 0 || !_isBegun)
            WriteGroup();
        _parquet.Finish(origin.Metadata);
    }

    private void WriteGroup()
    {
        _isBegun = true;
        var columns = new RowColumns<BilledRow>(_rows);
        _parquet.Append(new ResultTable(
            columns.Text("file", one => one.Row.File), columns.Count("line", one => one.Row.Line),
            columns.Text("custom_id", one => one.Row.CustomId, isNullable: true),
            columns.Text("phase", one => one.Phase?.Id, isNullable: true),
            columns.Text("provider", one => one.Row.Provider.ToString()), columns.Text("model", one => one.Row.Model, isNullable: true),
            columns.Text("tier", one => one.Row.Tier.Name), columns.Text("status", one => one.Row.Status.ToString()),
            columns.Count("attempt", one => one.Row.Attempt),
            columns.Count("fresh_input_tokens", one => one.Row.Tokens.FreshInput),
            columns.Count("cache_read_tokens", one => one.Row.Tokens.CacheRead),
            columns.Count("cache_write_tokens", one => one.Row.Tokens.CacheWrite),
            columns.Count("cache_write_5m_tokens", one => one.Row.Tokens.CacheWrite5m),
            columns.Count("cache_write_1h_tokens", one => one.Row.Tokens.CacheWrite1h),
            columns.Count("visible_output_tokens", one => one.Row.Tokens.VisibleOutput),
            columns.Count("reasoning_tokens", one => one.Row.Tokens.Reasoning),
            columns.CountOrNone("input_picousd", one => Pico(one.Billed?.Input)),
            columns.CountOrNone("output_picousd", one => Pico(one.Billed?.Output)),
            columns.CountOrNone("fee_picousd", one => Pico(one.Billed?.Fees))));
        _rows.Clear();
    }

    /// <summary>A request of nine million dollars is a fault of the records.</summary>
    private static long? Pico(Int128? picoUsd) => picoUsd is { } known ? checked((long)known) : null;
}
