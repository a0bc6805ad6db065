using CostSim.Engine.Planning;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Parquet.Tests.Reading;

namespace CostSim.Output.Tests.Tables;

public class HistogramTableTests
{
    private static readonly Dictionary<string, Measure> Measures = new()
    {
        ["cost"] = Measure.Cost,
        ["inputTokens"] = Measure.InputTokens,
        ["outputTokens"] = Measure.OutputTokens,
        ["calls"] = Measure.Calls,
    };

    private static readonly Outcome Tickets = Given.Run(Given.Tickets, 3000, 5, 20);

    [Fact]
    public void Its_columns_are_those_of_the_documents() => Assert.Equal(
        ["scenario", "items", "run?", "variant?", "tier", "scope", "phase?", "measure", "low", "high", "count"],
        Read(Tickets).Columns.Select(column => column.Name + (column.IsOptional ? "?" : "")));

    [Fact]
    public void Each_cell_has_as_many_trials_as_lie_between_its_ends()
    {
        foreach (var cells in Cells(Tickets).GroupBy(cell => (cell.Items, cell.Phase, cell.Measure)))
        {
            var plan = cells.Key.Items == 5 ? 0 : 1;
            var phase = cells.Key.Phase is null ? -1 : Tickets.Results[plan].Plan.Phases.ToList().FindIndex(p => p.Id == cells.Key.Phase);
            var trials = Tickets.Trials.Values(plan, phase, Measures[cells.Key.Measure]);
            Assert.All(cells, cell => Assert.Equal(trials.Count(value => value >= cell.Low && value <= cell.High), cell.Count));
            Assert.Equal(3000, cells.Sum(cell => cell.Count));
        }
    }

    [Fact]
    public void Cells_ascend_and_do_not_touch()
    {
        foreach (var cells in Cells(Tickets).GroupBy(cell => (cell.Items, cell.Phase, cell.Measure)).Select(group => group.ToList()))
        {
            Assert.All(cells, cell => Assert.True(cell.Low <= cell.High && cell.Count > 0));
            Assert.All(cells.Zip(cells.Skip(1)), pair => Assert.True(pair.First.High < pair.Second.Low));
        }
    }

    [Fact]
    public void Cells_of_large_costs_do_not_touch_either()
    {
        // From $35 on, a step is less than the distance of two doubles.
        var atoms = Cells(Given.Run(Given.FiftyAtoms, 3000)).Where(cell => cell.Measure == "cost").GroupBy(cell => cell.Phase).ToList();

        Assert.True(atoms.Single(cells => cells.Key is null).First().Low > 35);
        foreach (var cells in atoms.Select(group => group.ToList()))
            Assert.All(cells.Zip(cells.Skip(1)), pair => Assert.True(pair.First.High < pair.Second.Low));
    }

    [Fact]
    public void Every_measure_of_the_run_and_of_each_phase_is_there() => Assert.Equal(
        2 * 5 * 4, Cells(Tickets).Select(cell => (cell.Items, cell.Phase, cell.Measure)).Distinct().Count());

    [Fact]
    public void Cells_are_no_wider_than_a_256th_and_calls_stand_alone()
    {
        foreach (var cell in Cells(Tickets))
            Assert.True(cell.Measure == "calls" ? cell.Low == cell.High : cell.High <= cell.Low * (1 + 1.0 / 256), $"{cell}");
    }

    private static IEnumerable<Cell> Cells(Outcome outcome)
    {
        var columns = Read(outcome).Columns.ToDictionary(column => column.Name, column => column.Values);
        for (var i = 0; i < columns["items"].Count; i++)
            yield return new Cell(
                (long)columns["items"][i]!, (string?)columns["phase"][i], (string)columns["measure"][i]!, (double)columns["low"][i]!,
                (double)columns["high"][i]!, (long)columns["count"][i]!);
    }

    private static ParquetFile Read(Outcome outcome)
    {
        using var stream = new MemoryStream();
        ParquetTable.Write(stream, HistogramTable.Of(outcome.Summary, outcome.Results));
        return new ParquetFile(stream.ToArray());
    }

    private sealed record Cell(long Items, string? Phase, string Measure, double Low, double High, long Count);
}
