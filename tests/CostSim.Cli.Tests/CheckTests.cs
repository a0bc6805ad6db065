using System.Text.Json;
using System.Xml.Linq;

namespace CostSim.Cli.Tests;

/// <summary>A gate: its exit code is what a pipeline goes by.</summary>
public sealed class CheckTests : IDisposable
{
    /// <summary>1,000 to 2,000 tokens at 5 USD a million: P95 is 0.00975 USD by hand; two runs, a limit of one of them.</summary>
    private const string Linear = """
        {
          "name": "Linear", "item": "text", "model": "gpt-5", "tier": "batch", "pricesOn": "2026-06-01", "spread": {},
          "runs": { "day": { "items": 1 }, "year": { "items": 365 } },
          "phases": [ { "id": "write", "inputTokens": 0, "outputTokens": { "range": [1000, 2000], "level": "run" } } ],
          "operations": [ { "name": "Storage", "usdPerRun": 1 } ],
          "limits": [ { "run": "day", "atMostUsd": 0.0098, "confidence": 0.95 } ],
        }
        """;

    private readonly Program _program = new();

    public CheckTests() => File.WriteAllText(_program["linear.json"], Linear);

    public void Dispose() => _program.Dispose();

    /// <summary>The most trials of a year are given: 365 texts are drawn one by one, as many as the machine has time for.</summary>
    [Theory]
    [InlineData(0, "PASS", "--run", "day")]
    [InlineData(0, "PASS", "--run", "day", "--budget", "0.0099", "--confidence", "97%")]
    [InlineData(0, "PASS", "--run", "day", "--budget", "0.0099", "--confidence", "0.97")]
    [InlineData(1, "FAIL", "--run", "day", "--budget", "0.0099", "--confidence", "99%")]
    [InlineData(1, "FAIL", "--run", "day", "--budget", "$0.0097")]
    [InlineData(0, "PASS", "--run", "year", "--p95-max", "3.6", "--max-trials", "65536")]
    [InlineData(1, "FAIL", "--run", "year", "--p95-max", "3.5", "--max-trials", "65536")]
    [InlineData(0, "PASS", "--run", "year", "--per-item-max", "0.0098", "--max-trials", "65536")]
    [InlineData(1, "FAIL", "--run", "year", "--per-item-max", "0.0097", "--max-trials", "65536")]
    [InlineData(3, "INCONCLUSIVE", "--run", "day", "--budget", "0.00975", "--max-trials", "4096")]
    [InlineData(1, "FAIL", "--run", "day", "--budget", "0.00975", "--max-trials", "4096", "--p95-max", "0.009")]
    [InlineData(1, "FAIL", "--run", "day", "--set", "limits=[{\"atMostUsd\":1,\"confidence\":0.5,\"of\":\"all\"}]")]
    [InlineData(1, "FAIL", "--budget", "1")]
    public void The_verdict_is_the_exit_code(int exitCode, string verdict, params string[] arguments)
    {
        var ended = _program.Run(["check", "linear.json", .. arguments]);

        Assert.True(ended.ExitCode == exitCode, $"{ended}");
        Assert.Contains($"\n{verdict}: ", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Only sampling error is covered: not wrong inputs", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Complaints);
        Assert.DoesNotContain('\u001b', ended.Output);
        Assert.Equal(["linear.json"], _program.Entries);
    }

    [Fact]
    public void Quiet_leaves_the_exit_code() =>
        Assert.Equal(new Ended(1, "", ""), _program.Run("check", "linear.json", "--run", "day", "--budget", "0.0097", "-q"));

    [Fact]
    public void Quiet_leaves_the_document_that_is_asked_for()
    {
        var ended = _program.Run("check", "linear.json", "--run", "day", "--budget", "0.0097", "-q", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("{", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "check|linear.json|--run|year", "nothing to check: give --budget USD, --p95-max USD or --per-item-max USD, or write `limits`")]
    [InlineData("check|linear.json|--run|day|--items|7", "the scenario's limits apply to its own number of items, not to --items 7")]
    [InlineData("check|linear.json|--confidence|95%", "--confidence applies to --budget or --per-item-max: give one of them")]
    [InlineData("check|linear.json|--budget|1|--confidence|95", "--confidence 95: a percentage between 0% and 100%, such as 95%")]
    [InlineData("check|linear.json|--budget|1|--confidence|100%", "--confidence 100%: a percentage between")]
    [InlineData("check|linear.json|--budget|-1", "--budget -1: expected an amount in USD above 0")]
    [InlineData("check|linear.json|--p95-max|x", "--p95-max x: expected an amount in USD above 0")]
    [InlineData("check|linear.json|--budget", "--budget has no value; see 'costsim check --help'")]
    [InlineData("check|linear.json|--max-trials|0", "--max-trials 0: a whole number from 1 to ")]
    [InlineData("check|linear.json|--format|xml", "--format xml: table, json, markdown, csv or junit")]
    [InlineData("check|linear.json|-o|x", "there is no option 'o'")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment) =>
        _program.Run(arguments.Split('|')).RequireOneLine(2, fragment);

    [Fact]
    public void A_run_that_no_policy_speaks_of_is_named()
    {
        var ended = _program.Run("check", "linear.json");

        ended.RequireSuccess();
        Assert.Contains("year, 365 texts: no policy applies to it.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_formats_say_the_same()
    {
        string Output(
            string format) => _program.Run("check", "linear.json", "--run", "day", "--p95-max", "0.009", "--format", format).Output;

        var json = JsonDocument.Parse(Output("json")).RootElement;
        Assert.Equal("FAIL", json.GetProperty("verdict").GetString());
        Assert.Equal(["FAIL", "PASS"],
            json.GetProperty("runs")[0].GetProperty("policies").EnumerateArray().Select(
                policy => policy.GetProperty("verdict").GetString()));
        Assert.Equal(["FAIL", "PASS"], Output("csv").Split("\r\n").Skip(1).SkipLast(1).Select(line => line.Split(',')[10]));
        Assert.Single(XDocument.Parse(Output("junit")).Descendants("failure"));
        var markdown = Output("markdown");
        foreach (var told in new[] { "- **FAIL: 1 of 2 policies does not hold. It took 65,536 trials, look 1 of 9.**",
            "| Token cost at most $0.009 (--p95-max) | FAIL | ", "```text\n",
                "costsim check linear.json --run day --seed 1 --p95-max 0.009\n" })
            Assert.Contains(told, markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_nothing_and_another_seed_is_another_sample()
    {
        string[] once = ["check", Program.FiftyAtoms, "--items", "2", "--budget", "8.4", "--max-trials", "65536", "--format", "csv"];

        var one = _program.Run([.. once, "--threads", "1"]);
        var three = _program.Run([.. once, "--threads", "3"]);
        var other = _program.Run([.. once, "--seed", "2"]);

        Assert.Equal(one.Output, three.Output);
        Assert.NotEqual(one.Output, other.Output);
    }

    [Fact]
    public void Call_by_call_fewer_trials_are_the_most_unless_said()
    {
        long Cap(params string[] more)
        {
            var ended = _program.Run(["check", Program.FiftyAtoms, "--set", "limits=[]", "--budget", "300", "--format", "json", .. more]);
            ended.RequireSuccess();
            var looks = JsonDocument.Parse(ended.Output).RootElement.GetProperty("looks");
            Assert.True(looks.GetArrayLength() <= 10);
            return looks[looks.GetArrayLength() - 1].GetInt64();
        }

        Assert.InRange(Cap("--method", "exact"), 128, 1 << 20);
        Assert.Equal(70_000, Cap("--method", "exact", "--max-trials", "7e4"));
    }

    [Fact]
    public void On_a_terminal_the_verdict_has_a_colour_unless_NO_COLOR_is_set()
    {
        const string OnTerminal =
            "command -v script >/dev/null || exit 77; TERM=xterm-256color script -qec \"$costsim check linear.json --run day --budget "
                + "0.009\" /dev/null";
        var coloured = _program.Shell(OnTerminal);
        if (coloured.ExitCode == 77)
            return;
        _program.Environment["NO_COLOR"] = "1";
        var plain = _program.Shell(OnTerminal);

        Assert.Contains("\u001b[38;5;9mFAIL", coloured.Output, StringComparison.Ordinal);
        Assert.Contains("\nFAIL: ", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_it()
    {
        var process = _program.Start("check", Program.FiftyAtoms, "--budget", "209.54", "--method", "exact", "--max-trials", "1e9");
        // It says before it starts how long it may take.
        Assert.Contains("call by call this takes at most about", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Program.Signal(process, Program.CtrlC);

        Program.End(process).RequireOneLine(130, "interrupted; nothing was written");
    }
}
