using System.Runtime.ExceptionServices;
using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>trials.parquet</c>, written during the simulation: one row per trial, the cost in USD of the run and of each phase. Blocks come
/// from several threads in any order; the file has them in the order of the trials.
/// </summary>
/// <remarks>
/// Memory is bounded: a thread far ahead of the next block to write waits for it. The thread with that block never waits. With several runs
/// the columns of each carry its label: its name, its variant, its number of items.
/// </remarks>
public sealed class TrialsFile : ITrialSink
{
    /// <summary>Rows of a row group: 64 blocks.</summary>
    private const int RowsPerGroup = ParquetTable.RowsPerGroupMax / BlockEvaluator.BlockSize * BlockEvaluator.BlockSize;

    /// <summary>How many blocks may wait for an earlier one.</summary>
    private const int BlocksAheadMax = 256;

    /// <summary>How often a waiting thread checks for cancellation.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.1);

    private readonly object _gate = new();
    private readonly Dictionary<long, double[][]> _waiting = [];
    private readonly ParquetTable _parquet;
    private readonly Column[] _columns;
    private readonly long[] _trials = new long[RowsPerGroup];
    private readonly CancellationToken _cancellation;
    private readonly long _firstTrial;
    private long _nextTrial;
    private int _rows;
    private Exception? _failure;

    /// <param name="stream">The file.</param>
    /// <param name="plans">The runs.</param>
    /// <param name="labels">
    /// A label for each run (see <see cref="RunLabels"/>), or null for their numbers of items.
    /// </param>
    /// <param name="cancellation">The token of the simulation: a cancelled block never arrives, so threads must not wait for it.</param>
    public TrialsFile(
        Stream stream, IReadOnlyList<Plan> plans, IReadOnlyList<string>? labels = null, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        _parquet = new ParquetTable(stream, cancellation);
        var names = new HashSet<string> { "trial" };
        _columns = [.. plans.SelectMany((plan, p) => Columns(plan, p, Suffix(plan, plans.Count, labels?[p]))).Select(
            column => column with { Name = Free(column.Name, names) })];
    }

    /// <summary>The number of the first trial; 0 unless they are part of a run.</summary>
    public long FirstTrial
    {
        init => (_firstTrial, _nextTrial) = (value, value);
    }

    /// <inheritdoc/>
    public void Accept(IReadOnlyList<TrialBlock> blocks)
    {
        var first = blocks[0].FirstTrial;
        var costs = Array.ConvertAll(_columns, column => column.Costs(blocks));
        lock (_gate)
        {
            while (_failure is null && first - _nextTrial > BlocksAheadMax * BlockEvaluator.BlockSize)
            {
                _cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, Patience);
            }

            // The failing thread has reported the error; the others stop for the same reason.
            _cancellation.ThrowIfCancellationRequested();
            if (_failure is not null)
                ExceptionDispatchInfo.Throw(_failure);
            _waiting.Add(first, costs);
            try
            {
                while (_waiting.Remove(_nextTrial, out var next))
                    Append(next);
            }
            catch (Exception e)
            {
                // The others must not wait for a block that will never be written.
                _failure = e;
                throw;
            }
            finally
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Ends the file; all trials have been accepted.</summary>
    /// <param name="origin">The origin of the trials.</param>
    public void Finish(ResultOrigin? origin = null)
    {
        if (_rows > 0 || _nextTrial == _firstTrial)
            WriteGroup();
        _parquet.Finish(origin?.Metadata);
    }

    private void Append(double[][] costs)
    {
        var count = costs[0].Length;
        for (var c = 0; c < costs.Length; c++)
            costs[c].CopyTo(_columns[c].Group, _rows);
        for (var t = 0; t < count; t++)
            _trials[_rows + t] = _nextTrial + t;
        _rows += count;
        _nextTrial += count;
        if (_rows == RowsPerGroup)
            WriteGroup();
    }

    private void WriteGroup()
    {
        _parquet.Append(new ResultTable(
        [
            new ResultColumn("trial", ColumnData.Of(_trials.AsMemory(0, _rows)), IsSequence: true),
            .. _columns.Select(column => new ResultColumn(column.Name, ColumnData.Of(column.Group.AsMemory(0, _rows)))),
        ]));
        _rows = 0;
    }

    private static string Suffix(Plan plan, int plans, string? label) =>
        plans == 1 ? "" : label is { Length: > 0 } ? $"_{label}" : FormattableString.Invariant($"_{plan.Items}");

    /// <summary>A phase may be named "total", and an allowance like a phase; the later column then gets an underscore.</summary>
    private static string Free(string name, HashSet<string> names)
    {
        while (!names.Add(name))
            name += "_";
        return name;
    }

    private static IEnumerable<Column> Columns(Plan plan, int index, string suffix)
    {
        yield return new Column($"total{suffix}", index, null);
        for (var p = 0; p < plan.Phases.Count; p++)
            yield return new Column($"{plan.Phases[p].Id}{suffix}", index, p);
    }

    /// <summary>A column of costs: which plan, which phase of it (null for the run), and the rows gathered for the next group.</summary>
    private sealed record Column(string Name, int Plan, int? Phase)
    {
        public double[] Group { get; } = new double[RowsPerGroup];

        public double[] Costs(IReadOnlyList<TrialBlock> blocks)
        {
            var block = blocks[Plan];
            var steps = Phase is { } phase ? block.Phase(phase, Measure.Cost) : block.Total(Measure.Cost);
            var costs = new double[steps.Length];
            for (var t = 0; t < costs.Length; t++)
                costs[t] = steps[t] * block.Plan.UsdPerCostStep;
            return costs;
        }
    }
}
