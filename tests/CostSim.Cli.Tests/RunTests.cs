using CostSim.Parquet.Tests.Reading;

namespace CostSim.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private const char Escape = '\u001b';

    /// <summary>A picture takes as long as the run: only numbers where no picture is looked at.</summary>
    private static readonly string[] Numbers = ["--no-plots", "--no-report"];
    private static readonly string[] Few = ["run", Program.FiftyAtoms, "-n", "400", "--items", "5", "-o", "x"];

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_run_writes_its_files_and_prints_the_band_without_escape_codes()
    {
        var ended = _program.Run(["run", Program.FiftyAtoms, "-n", "2000"]);

        ended.RequireSuccess();
        Assert.Equal(
        [
            "out/", "out/50atoms/", "out/50atoms/bands.parquet", "out/50atoms/drivers.parquet", "out/50atoms/histograms.parquet",
            "out/50atoms/manifest.json", "out/50atoms/plots/",
            "out/50atoms/plots/cost-histogram.png", "out/50atoms/plots/cost-histogram.svg", "out/50atoms/plots/cost-s-curve.png",
            "out/50atoms/plots/cost-s-curve.svg", "out/50atoms/plots/drivers.png", "out/50atoms/plots/drivers.svg",
            "out/50atoms/report.html", "out/50atoms/summary.json",
        ], _program.Entries);
        ResultOnDisk.RequireComplete(_program["out/50atoms"]);
        Assert.DoesNotContain(Escape, ended.Output);
        Assert.Empty(ended.Complaints);
        foreach (var told in new[] { "Question generation", "Cost of 50 atoms", "P50, to commit", "P4 QTI generation", "the source says",
            "out/50atoms/summary.json" })
            Assert.Contains(told, ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_there_are_colours_unless_NO_COLOR_is_set()
    {
        // `script` runs a command on a terminal of its own.
        const string OnTerminal =
            "command -v script >/dev/null || exit 77; TERM=xterm-256color script -qec \"$costsim explain $FILE\" /dev/null";
        _program.Environment["FILE"] = Program.FiftyAtoms;
        var coloured = _program.Shell(OnTerminal);
        if (coloured.ExitCode == 77)
            return;
        _program.Environment["NO_COLOR"] = "1";
        var plain = _program.Shell(OnTerminal);

        Assert.Contains("\u001b[38;5;", coloured.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[38;5;", plain.Output, StringComparison.Ordinal);
        Assert.Contains("Question generation", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_json_prints_summary_json_and_nothing_else()
    {
        var ended = _program.Run([.. Few, "--format", "json"]);

        ended.RequireSuccess();
        Assert.Equal(File.ReadAllText(_program["x/summary.json"]), ended.Output);
        Assert.Empty(ended.Complaints);
    }

    [Fact]
    public void Quiet_prints_nothing() => Assert.Equal(new Ended(0, "", ""), _program.Run([.. Few, "-q"]));

    /// <summary>Quiet is for notes; who asks for a document has it.</summary>
    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("markdown")]
    public void Quiet_prints_the_document_that_is_asked_for(string format)
    {
        var loud = _program.Run([.. Few, .. Numbers, "--format", format]);
        loud.RequireSuccess();

        Assert.Equal(new Ended(0, loud.Output, ""), _program.Run([.. Few, .. Numbers, "--quiet", "--format", format]));
    }

    [Fact]
    public void Several_numbers_of_items_are_a_table()
    {
        var ended = _program.Run("run", Program.FiftyAtoms, "-n", "100", "--items", "1,50,200", "-o", "x");

        ended.RequireSuccess();
        Assert.Contains("Cost by number of atoms", ended.Output, StringComparison.Ordinal);
        Assert.Equal([1, 50, 200],
            ResultOnDisk.Summary(_program["x"]).GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("items").GetInt32()));
        Assert.Equal(12, Directory.GetFiles(_program["x/plots"]).Length);
        ResultOnDisk.RequireComplete(_program["x"]);
    }

    [Fact]
    public void The_standard_tier_costs_exactly_twice_batch_in_every_trial()
    {
        _program.Run([.. Few, .. Numbers, "--keep-trials"]).RequireSuccess();
        _program.Run("run", Program.FiftyAtoms, "-n", "400", "--items", "5", "-o", "y", "--keep-trials", "--tier", "standard")
            .RequireSuccess();

        var (batch, standard) = (Trials("x"), Trials("y"));
        Assert.Equal(400, batch.Count);
        Assert.Equal(batch.Select(cost => 2 * cost), standard);
        Assert.Equal("standard", ResultOnDisk.Summary(_program["y"]).GetProperty("runs")[0].GetProperty("tier").GetString());
    }

    [Fact]
    public void Set_changes_the_scenario()
    {
        _program.Run([.. Few, .. Numbers, "--set", "phases.P4.retry=null", "--set=phases.P8.retry=null", "--set", "allowances=[]"])
            .RequireSuccess();

        var run = ResultOnDisk.Summary(_program["x"]).GetProperty("runs")[0];
        Assert.Equal(5.0 * 62, Phase(run, "P4").GetProperty("calls").GetProperty("max").GetDouble());
        Assert.Equal(8, run.GetProperty("phases").GetArrayLength());
    }

    [Fact]
    public void A_budget_is_held_against_the_run()
    {
        var ended = _program.Run([.. Few, .. Numbers, "--budget", "$1,000.50"]);

        ended.RequireSuccess();
        Assert.Contains("Within the budget of $1,000.50 in", ended.Output, StringComparison.Ordinal);
        Assert.Equal(1000.5,
            ResultOnDisk.Summary(_program["x"]).GetProperty("runs")[0].GetProperty("budgets")[0].GetProperty("atMostUsd").GetDouble());
    }

    [Fact]
    public void With_run_factors_held_the_band_is_narrow_and_says_so()
    {
        var held = _program.Run([.. Few, .. Numbers, "--fix-run"]);

        held.RequireSuccess();
        Assert.Contains("Run-level factors are held at their centre", held.Output, StringComparison.Ordinal);
        var summary = ResultOnDisk.Summary(_program["x"]);
        Assert.True(summary.GetProperty("runFactorsFixed").GetBoolean());
        var cost = summary.GetProperty("runs")[0].GetProperty("total").GetProperty("cost");
        Assert.True(cost.GetProperty("sd").GetDouble() < 0.02 * cost.GetProperty("mean").GetDouble());
    }

    [Fact]
    public void No_bit_depends_on_the_threads_and_another_seed_is_another_result()
    {
        string Hash(params string[] more)
        {
            var ended = _program.Run(
                ["run", Program.FiftyAtoms, "-n", "20000", "--items", "2", "-o", "x", "--format", "json", .. Numbers, .. more]);
            ended.RequireSuccess();
            return ResultOnDisk.Parse(ended.Output).GetProperty("resultHash").GetString()!;
        }

        string[] counts = ["1", "2", "3", "7"];
        var hashes = counts.Select(threads => Hash("--threads", threads)).ToList();
        Assert.Single(hashes.Distinct());
        Assert.NotEqual(hashes[0], Hash("--seed", "2"));
        Assert.NotEqual(hashes[0], Hash("--seed", "18446744073709551615"));
    }

    [Fact]
    public void Numbers_may_be_written_as_people_write_them()
    {
        foreach (var trials in new[] { "1e3", "1_000" })
        {
            _program.Run(["run", Program.FiftyAtoms, "--trials", trials, "--items", "1", "-o", "x", "-q", .. Numbers]).RequireSuccess();
            Assert.Equal(1000, ResultOnDisk.Summary(_program["x"]).GetProperty("trials").GetInt64());
        }
    }

    [Fact]
    public void Call_by_call_it_says_how_many_trials_it_took_and_is_the_run_of_so_many()
    {
        var ended = _program.Run("run", Program.FiftyAtoms, "--method", "exact", "-o", "x");
        ended.RequireSuccess();
        var trials = ResultOnDisk.Summary(_program["x"]).GetProperty("trials").GetInt64();
        _program.Run("run", Program.FiftyAtoms, "--method", "exact", "-n", $"{trials}", "-o", "y", "-q").RequireSuccess();

        Assert.Empty(ended.Complaints);
        Assert.True(System.Numerics.BitOperations.IsPow2(trials));
        Assert.Contains(
            FormattableString.Invariant($"\nCall by call: {trials:N0} trials, P95 known to ±"), ended.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_program["x/summary.json"]), File.ReadAllText(_program["y/summary.json"]));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public void Where_a_document_has_no_place_for_it_the_error_stream_says_how_many_trials_it_took(string format) =>
        Assert.StartsWith(
            "costsim: Call by call: ",
            _program.Run("run", Program.FiftyAtoms, "--method", "exact", "-o", "x", "--format", format).Complaints,
            StringComparison.Ordinal);

    [Fact]
    public void Drawn_at_once_it_takes_a_million_trials_and_says_no_more()
    {
        var ended = _program.Run("run", Program.FiftyAtoms, "-o", "x");

        Assert.Equal(1_000_000, ResultOnDisk.Summary(_program["x"]).GetProperty("trials").GetInt64());
        Assert.DoesNotContain("Call by call", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Complaints);
    }

    [Theory]
    [InlineData("--no-plots", "report.html")]
    [InlineData("--no-report", "plots/cost-histogram.png")]
    [InlineData("--no-plots --no-report", null)]
    public void Parts_that_are_not_wanted_are_not_written(string options, string? kept)
    {
        _program.Run(["run", Program.FiftyAtoms, "-n", "100", "--items", "1", "-o", "x", .. options.Split(' ')]).RequireSuccess();

        ResultOnDisk.RequireComplete(_program["x"]);
        Assert.Equal(options.Contains("plots", StringComparison.Ordinal), !Directory.Exists(_program["x/plots"]));
        Assert.Equal(options.Contains("report", StringComparison.Ordinal), !File.Exists(_program["x/report.html"]));
        Assert.True(File.Exists(_program["x/bands.parquet"]) && (kept is null || File.Exists(_program[$"x/{kept}"])));
    }

    [Fact]
    public void A_closed_pipe_is_no_failure()
    {
        var ended = _program.Shell($"set -o pipefail; $costsim run {Program.FiftyAtoms} -n 100 --items 1 -o x | head -n 1");

        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        ResultOnDisk.RequireComplete(_program["x"]);
    }

    private List<double> Trials(string result)
    {
        var columns = new ParquetFile(File.ReadAllBytes(_program[$"{result}/trials.parquet"])).Columns;
        return [.. columns.Skip(1).SelectMany(column => column.Values.Take(400)).Cast<double>().Take(400)];
    }

    private static System.Text.Json.JsonElement Phase(System.Text.Json.JsonElement run, string id) =>
        run.GetProperty("phases").EnumerateArray().Single(phase => phase.GetProperty("id").GetString() == id);
}
