using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Calibrations;

/// <summary>What is fitted, what stays and why, and what becomes of names.</summary>
public class CalibratorTests
{
    private const string Base = """
        {
          "name": "Two", "item": "text", "items": 20, "model": "gpt-5-mini", "tier": "batch", "spread": {},
          "factors": { "length": [300, 400], "shared": [1, 2] },
          "phases": [
            { "id": "a", "customId": "a-*", "inputTokens": "length", "outputTokens": { "product": ["shared", 70] } },
            { "id": "b", "customId": "b-*", "inputTokens": { "product": ["shared", 10] }, "outputTokens": 90 },
          ],
        }
        """;

    /// <summary>A name goes with its last use; one that another phase says stays.</summary>
    [Fact]
    public void A_factor_goes_with_its_last_use()
    {
        var calibrator = Calibrated.By(Base, Rows("a", 20));
        var text = calibrator.Write();

        Assert.Equal(["length"], calibrator.Removed);
        Assert.DoesNotContain("length", text, StringComparison.Ordinal);
        Assert.Contains("\"shared\": [1, 2]", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Calibrated.Read(text).Diagnostics, one => one.Severity != Severity.Note);
        Assert.Equal(["shared"], calibrator.Tokens.Single(one => one.Path == "phases.a.outputTokens").Names);
        Assert.Equal(
            [("phases.b.inputTokens", "no records of its calls"), ("phases.b.outputTokens", "no records of its calls")],
            calibrator.Kept.Select(one => (one.Path, one.Reason)));
    }

    /// <summary>Calibrated again, it takes the place of what it wrote itself.</summary>
    [Fact]
    public void Twice_is_as_once()
    {
        var rows = Rows("a", 40).Concat(Rows("b", 40)).ToList();
        var once = Calibrated.By(Base, rows, 0.05).Write();
        var twice = Calibrated.By(once, rows, 0.05).Write();

        Assert.Contains("\"item-size\"", once, StringComparison.Ordinal);
        Assert.DoesNotContain("drift-2", twice, StringComparison.Ordinal);
        Assert.DoesNotContain("item-size-2", twice, StringComparison.Ordinal);
        Assert.Equal(Study.Run(Given.Scenario(once), new RunOptions { Trials = 100 }).Summary.ResultHash,
            Study.Run(Given.Scenario(twice), new RunOptions { Trials = 100 }).Summary.ResultHash);
    }

    /// <summary>A variant that reaches into an amount needs it: the amount stays, the others are written.</summary>
    [Fact]
    public void What_something_else_leans_on_stays()
    {
        var text = Base.Replace("\"phases\": [", "\"variants\": { \"v\": { \"phases.a.outputTokens.product.1\": 5 } }, \"phases\": [",
            StringComparison.Ordinal).Replace("{ \"product\": [\"shared\", 70] }", "{ \"product\": [70, 2] }", StringComparison.Ordinal);
        // One number in all records: a product of one part has no second.
        var calibrator = Calibrated.By(text, Rows("a", 20, output: 50));
        calibrator.Write();

        Assert.Equal(["phases.a.inputTokens"], calibrator.Tokens.Select(one => one.Path));
        var kept = calibrator.Kept.Single(one => one.Path == "phases.a.outputTokens");
        Assert.Contains("variants", kept.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"cached\": 0.5, \"of\": [300, 500] }", "phases.a.inputTokens (cached)", "how close calls are")]
    [InlineData("{ \"sum\": [{ \"cached\": 0.5, \"of\": 9000 }, 5] }", "phases.a.inputTokens", "fewer than the 9000 tokens")]
    [InlineData("{ \"sum\": [{ \"cached\": 0.5, \"of\": [2000, 3000] }, 5] }", "phases.a.inputTokens", "cached part is uncertain")]
    [InlineData("[3, 5], \"retry\": { \"rate\": 0.1, \"rounds\": 1, \"capPerItem\": 1 }", "phases.a.retry.rate", "beyond the cap")]
    [InlineData("[3, 5], \"retry\": { \"rate\": \"cut\", \"rounds\": 1, \"maxOutputTokens\": 99 }, \"maxOutputTokens\": 80",
        "phases.a (output)", "asked again")]
    [InlineData("[3, 5], \"keep\": 0.9", "phases.a.keep", "no records")]
    public void What_records_do_not_tell_stays(string input, string path, string reason)
    {
        var text = Base.Replace("\"inputTokens\": \"length\"", $"\"inputTokens\": {input}", StringComparison.Ordinal)
            .Replace("\"length\": [300, 400], ", "", StringComparison.Ordinal);
        var calibrator = Calibrated.By(text, Rows("a", 20));
        calibrator.Write();

        Assert.Contains(calibrator.Kept, one => one.Path == path && one.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.DoesNotContain(calibrator.Tokens, one => one.Path == path);
    }

    [Fact]
    public void Too_few_records_are_no_pilot()
    {
        var calibrator = Calibrated.By(Base, Rows("a", 9));

        Assert.Equal("records of 9 items; 10 or more are needed", calibrator.Kept[0].Reason);
        Assert.Equal(Base, calibrator.Write());
    }

    [Fact]
    public void What_was_cut_is_counted()
    {
        var rows = Rows("a", 20).Select((row, i) => row with { Status = i < 4 ? RowStatus.Incomplete : RowStatus.Succeeded });
        var calibrator = Calibrated.By(Base, rows);

        Assert.Equal((0L, 4L), (calibrator.Tokens[0].Cut, calibrator.Tokens[1].Cut));
        Assert.Contains("4 were cut, and would be longer", calibrator.Write(), StringComparison.Ordinal);
    }

    /// <summary>Half of the calls do not reason: reasoning over visible output is that of the sums, and one is added.</summary>
    [Fact]
    public void An_overhead_is_one_more_than_the_ratio_of_the_sums()
    {
        var text = Base.Replace(
            "\"outputTokens\": { \"product\": [\"shared\", 70] }", "\"visibleTokens\": 5, \"billedPerVisible\": [1.5, 2]",
            StringComparison.Ordinal);
        var rows = Enumerable.Range(1, 40).Select(i => SampledPilot.Row("a.jsonl", $"a-{i}", 1,
            new(100, 0, 0, 0, 0, 50 + i, i % 2 == 0 ? 0 : 300 + i)));
        var calibrator = Calibrated.By(text, rows);
        var scenario = Given.Scenario(calibrator.Write());
        var (visible, reasoning) = (40 * 50 + 820, 20 * 300 + 400);

        Assert.Equal(1 + (double)reasoning / visible, calibrator.Tokens[^1].MeanAfter, 12);
        var overhead = Assert.IsType<OverheadOutput>(scenario.Phases[0].Call!.Output);
        Assert.Equal(
            (visible + reasoning) / 40.0, overhead.Evaluate(amount => AmountMean.Of(amount)!.Value), 0.01 * (visible + reasoning) / 40);
    }

    /// <summary>Rows of a phase, longer from one to the next, input and output alike.</summary>
    private static IEnumerable<LedgerRow> Rows(string phase, int count, long? output = null) => Enumerable.Range(1, count).Select(
        i => SampledPilot.Row($"{phase}.jsonl", $"{phase}-{i}", 1, new(300 + 40 * i, 0, 0, 0, 0, output ?? 20 + 3 * i, 0)));
}
