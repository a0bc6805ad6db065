using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Parquet.Tests.Reading;
using CostSim.Studies;

namespace CostSim.Output.Tests.Tables;

public class BandsTableTests
{
    private static readonly string[] Statistics = ["supportMin", "supportMax", "min", "max", "mean", "sd",
        .. MeasureSummary.PercentileNames];

    [Fact]
    public void Its_columns_are_those_of_the_documents() => Assert.Equal(
        ["scenario", "items", "run?", "variant?", "tier", "scope", "phase?", "measure", "statistic", "value?", "ci_low?", "ci_high?"],
        Read(Given.Run(Given.Tickets, 10).Summary).Columns.Select(column => column.Name + (column.IsOptional ? "?" : "")));

    [Fact]
    public void It_has_one_row_for_each_statistic_of_each_measure_of_each_scope_of_each_run()
    {
        var keys = Rows(Given.Run(Given.Tickets, 100, 5, 20).Summary).Select(
            row => (row.Items, row.Scope, row.Phase, row.Measure, row.Statistic)).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(2 * (2 + 4) * 4 * Statistics.Length, keys.Count);
        Assert.Equal(Statistics.Order(), keys.Select(key => key.Statistic).Distinct().Order());
        Assert.Equal(["allowance", "perItem", "phase", "total"], keys.Select(key => key.Scope).Distinct().Order());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(10)]
    public void Every_value_is_the_summarys(long trials)
    {
        var summary = Given.Run(Given.Tickets, trials, 5, 20).Summary;
        foreach (var row in Rows(summary))
        {
            var run = summary.Runs.Single(r => r.Items == row.Items);
            var scope = row.Scope switch
            {
                "total" => run.Total,
                "perItem" => run.PerItem,
                _ => run.Phases.Single(phase => phase.Id == row.Phase).Scope
            };
            var measure = row.Measure switch
            {
                "cost" => scope.Cost,
                "inputTokens" => scope.InputTokens,
                "outputTokens" => scope.OutputTokens,
                _ => scope.Calls
            };
            Assert.Equal(Expected(measure, row.Statistic), (row.Value, row.Low, row.High));
        }
    }

    [Fact]
    public void Without_a_limit_the_greatest_value_is_null()
    {
        var row = Rows(Given.Run(Given.OnePhase("""{ "90%": [100, 900] }"""), 100).Summary)
            .Single(r => r.Scope == "total" && r.Measure == "cost" && r.Statistic == "supportMax");

        Assert.Null(row.Value);
    }

    private static (double?, double?, double?) Expected(MeasureSummary measure, string statistic) => statistic switch
    {
        "supportMin" => (measure.Support.Min, null, null),
        "supportMax" => (measure.Support.Max, null, null),
        "min" => (measure.Min, null, null),
        "max" => (measure.Max, null, null),
        "mean" => (measure.Mean, null, null),
        "sd" => (measure.StandardDeviation, null, null),
        _ => (measure[statistic]?.Value, measure[statistic]?.Low, measure[statistic]?.High),
    };

    private static IEnumerable<BandRow> Rows(Summary summary)
    {
        var columns = Read(summary).Columns.ToDictionary(column => column.Name, column => column.Values);
        for (var i = 0; i < columns["items"].Count; i++)
        {
            yield return new BandRow(
                (long)columns["items"][i]!, (string)columns["scope"][i]!, (string?)columns["phase"][i], (string)columns["measure"][i]!,
                (string)columns["statistic"][i]!, (double?)columns["value"][i], (double?)columns["ci_low"][i],
                (double?)columns["ci_high"][i]);
        }
    }

    private static ParquetFile Read(Summary summary)
    {
        using var stream = new MemoryStream();
        ParquetTable.Write(stream, BandsTable.Of(summary));
        return new ParquetFile(stream.ToArray());
    }

    private sealed record BandRow(
        long Items, string Scope, string? Phase, string Measure, string Statistic, double? Value, double? Low, double? High);
}
