using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary><c>costsim compare</c> on the built program.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Text = """
        {
          "name": "Texts", "item": "text", "items": 40, "model": "gpt-5-mini", "tier": "batch", "pricesOn": "2026-06-01", "spread": { "item": 0.1, "call": 0.2 },
          "phases": [
            { "id": "write", "inputTokens": [700, 1500], "outputTokens": [400, 900], "retry": { "rate": [0, 0.1], "rounds": 1 } },
            { "id": "review", "model": "gpt-5", "inputTokens": [900, 1800], "outputTokens": [30, 60] },
          ],
          "variants": { "sample": { "phases.review.share": 0.1 }, "longer": { "phases.write.outputTokens": [440, 990] } },
        }
        """;

    private readonly Program _program = new();

    public CompareTests() => File.WriteAllText(_program["texts.json"], Text);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_file_compared_with_itself_differs_by_nothing_and_passes_any_gate()
    {
        var ended = Compare("texts.json", "texts.json", "--max-increase", "0%");

        ended.RequireSuccess();
        Assert.Contains("texts (2) costs exactly what texts costs, in every trial.", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Passed", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tiers_stand_side_by_side_with_a_mixture_and_half_is_half()
    {
        var ended = Compare("texts.json", "--tier", "standard,batch", "--mixed", "review", "--format", "json");
        ended.RequireSuccess();
        var differences = JsonDocument.Parse(ended.Output).RootElement.GetProperty("differences");

        Assert.Equal(["batch", "mixed"], differences.EnumerateArray().Select(one => one.GetProperty("case").GetString()!));
        Assert.Equal((0.5, 0.5), (Ratio(differences[0], "min"), Ratio(differences[0], "max")));
        Assert.InRange(Ratio(differences[1], "min"), 0.5, 1);
        Assert.InRange(Ratio(differences[1], "max"), Ratio(differences[1], "min"), 1);
    }

    /// <summary>A tenth more output of "write" is 3.6 % of the cost: above 3 %, below 10 %.</summary>
    [Theory]
    [InlineData("3%", 1)]
    [InlineData("0.1", 0)]
    [InlineData("10%", 0)]
    public void The_gate_ends_with_the_code_of_its_verdict(string most, int code) =>
        Assert.Equal(code, Compare("texts.json", "--variant", "base,longer", "--max-increase", most, "-n", "20000").ExitCode);

    /// <summary>The command that is printed names the trials that the program chose: it makes the same again on any machine.</summary>
    [Fact]
    public void Call_by_call_it_says_how_many_trials_it_took()
    {
        var ended = _program.Run(
            "compare", "texts.json", "--items", "2000", "--variant", "base,longer", "--method", "exact", "--format", "markdown");
        ended.RequireSuccess();

        var trials =
            System.Text.RegularExpressions.Regex.Match(ended.Output,
                "Call by call: ([0-9,]+) trials, P95 of all known to ±").Groups[1].Value.Replace(",", "", StringComparison.Ordinal);
        Assert.Contains($" -n {trials} --seed 1", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Complaints);
    }

    [Fact]
    public void Too_few_trials_are_inconclusive() =>
        Assert.Equal(3, _program.Run("compare", "texts.json", "--variant", "base,longer", "--max-increase", "5%", "-n", "100").ExitCode);

    [Fact]
    public void The_explanation_adds_up_to_the_mean_difference()
    {
        var ended = Compare("texts.json", "--variant", "base,sample", "--format", "json");
        ended.RequireSuccess();
        var difference = JsonDocument.Parse(ended.Output).RootElement.GetProperty("differences")[0];
        var parts = difference.GetProperty("explanation").EnumerateArray().SelectMany(phase => phase.EnumerateObject())
            .Where(part => part.Value.ValueKind == JsonValueKind.Number).ToList();
        var mean = difference.GetProperty("meanUsd").GetProperty("value").GetDouble();

        Assert.True(mean < 0);
        Assert.Equal(mean, parts.Sum(part => part.Value.GetDouble()), Math.Abs(mean) * 1e-9);
        // Those who are sampled are items of their own, a little longer or shorter than the others: the rest is calls.
        Assert.Equal(mean, parts.Where(part => part.Name == "callsUsd").Sum(part => part.Value.GetDouble()), Math.Abs(mean) * 1e-3);
    }

    [Fact]
    public void Markdown_opens_with_a_sentence_and_csv_has_a_row_a_number()
    {
        var markdown = Compare("texts.json", "--variant", "base,sample", "--format", "markdown").Output;
        var csv = Compare("texts.json", "--variant", "base,sample", "--format", "csv").Output;

        foreach (var told in new[] { "### Texts", "- sample costs", "less than base on average", "```text", "<details>",
            "costsim compare texts.json --variant base,sample" })
            Assert.Contains(told, markdown, StringComparison.Ordinal);
        Assert.StartsWith("case,scope,phase,statistic,value,ci_low,ci_high\r\nbase,cost,,min,", csv, StringComparison.Ordinal);
        Assert.Contains("\r\nsample,chance,,cheaper,1,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_of_the_same_run_is_the_same_and_another_is_held_by_its_bands()
    {
        _program.Run("run", "texts.json", "-n", "3000", "-o", "before", "-q").RequireSuccess();

        var same = Compare("texts.json", "--baseline", "before/summary.json", "--max-increase", "0%");
        var longer = Compare(
            "texts.json", "--variant", "longer", "--baseline", "before/summary.json", "--max-increase", "1%", "--format", "json");
        var share = JsonDocument.Parse(longer.Output).RootElement.GetProperty("cases")[0].GetProperty("increase").GetProperty("mean");

        same.RequireSuccess();
        Assert.Contains("Every trial is unchanged", same.Output, StringComparison.Ordinal);
        Assert.Equal(1, longer.ExitCode);
        // A tenth more output of "write": 650 tokens at $1 of 1,100 at $0.125 + 650 at $1 + 1,350 at $0.625 + 45 at $5 are 36 %, and a
        // tenth of it 3.6 %.
        Assert.InRange(share.GetProperty("value").GetDouble(), 0.030, 0.042);
    }

    [Theory]
    [InlineData("it is not JSON, at line 6", "texts.json", "--baseline", "texts.json")]
    [InlineData("it has no run that matches", "texts.json", "--baseline", "before/summary.json", "--items", "7")]
    [InlineData("table, json or markdown", "texts.json", "--baseline", "before/summary.json", "--format", "csv")]
    public void A_baseline_that_does_not_fit_is_said(string told, params string[] arguments)
    {
        _program.Run("run", "texts.json", "-n", "100", "-o", "before", "-q").RequireSuccess();
        var ended = Compare(arguments);

        ended.RequireOneLine(2, told);
    }

    [Theory]
    [InlineData("nothing to compare it with", "texts.json")]
    [InlineData("--max-increase much", "texts.json", "texts.json", "--max-increase", "much")]
    [InlineData("--max-increase 5", "texts.json", "texts.json", "--max-increase", "5")]
    [InlineData("there is no phase \"nope\"", "texts.json", "--mixed", "nope", "--tier", "batch")]
    [InlineData("there is no such file", "texts.json", "absent.json")]
    public void What_cannot_be_compared_is_said(string told, params string[] arguments)
    {
        var ended = Compare(arguments);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(told, ended.Errors, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    private Ended Compare(params string[] arguments) =>
        _program.Run(["compare", .. arguments, .. arguments.Contains("-n") ? Array.Empty<string>() : ["-n", "3000"]]);

    private static double Ratio(JsonElement difference, string end) => difference.GetProperty("ratio").GetProperty(end).GetDouble();
}
