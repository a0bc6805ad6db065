namespace CostSim.Cli.Tests;

public sealed class ShardTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Shards_of_tasks_of_an_array_are_the_result_of_one_machine_to_the_byte()
    {
        File.Copy(Program.FiftyAtoms, _program["atoms.json"]);
        string[] options = ["atoms.json", "--items", "2,5", "-n", "6000", "--seed", "9", "-q"];
        foreach (var (variable, index) in new[]
        {
            ("SLURM_ARRAY_TASK_ID", "2"), ("JOB_COMPLETION_INDEX", "0"), ("AWS_BATCH_JOB_ARRAY_INDEX", "1"),
        })
        {
            _program.Environment[variable] = index;
            _program.Run(["shard", .. options, "--of", "3", "-o", "parts"]).RequireSuccess();
            _program.Environment.Remove(variable);
        }

        _program.Run("merge", "parts", "-o", "merged", "-q", "--no-plots").RequireSuccess();
        _program.Run(["run", .. options, "-o", "whole", "--no-plots"]).RequireSuccess();
        foreach (var file in Directory.GetFiles(_program["whole"]))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("whole", "merged", StringComparison.Ordinal)));
        Assert.Equal(Directory.GetFiles(_program["whole"]).Length, Directory.GetFiles(_program["merged"]).Length);
    }

    [Fact]
    public void A_missing_shard_is_refused_with_the_command_that_computes_it_which_then_does()
    {
        _program.Run("shard", Program.FiftyAtoms, "-n", "3000", "--index", "1", "--of", "2", "-o", "parts", "-q").RequireSuccess();
        var refused = _program.Run("merge", "parts", "-o", "merged");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("missing: 0", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_program["merged"]));

        var command = refused.Errors.TrimEnd().Split('\n')[^1].Trim();
        _program.Shell(command.Replace("costsim shard", "$costsim shard -q", StringComparison.Ordinal)).RequireSuccess();
        _program.Run("merge", "parts", "-o", "merged", "-q", "--no-plots").RequireSuccess();
        Assert.Equal(3000, ResultOnDisk.Summary(_program["merged"]).GetProperty("trials").GetInt64());
    }

    [Fact]
    public void Shards_of_a_scenario_that_has_changed_since_are_refused()
    {
        File.Copy(Program.FiftyAtoms, _program["atoms.json"]);
        _program.Run("shard", "atoms.json", "-n", "100", "--index", "0", "--of", "1", "-o", "parts", "-q").RequireSuccess();
        File.AppendAllText(_program["atoms.json"], "\n");

        _program.Run("merge", "parts").RequireOneLine(
            2, "atoms.json is not what the parts were computed from: the text of the scenario, its changes or its data files are others");
        File.Delete(_program["atoms.json"]);
        _program.Run("merge", "parts").RequireOneLine(
            2, "atoms.json, from which the parts were computed, is not here: run this where they were, or name it with --scenario FILE");
    }

    [Fact]
    public void Trials_of_shards_are_those_of_the_run()
    {
        _program.Run(
            "shard", Program.FiftyAtoms, "-n", "3000", "--index", "1", "--of", "2", "-o", "parts", "-q", "--keep-trials").RequireSuccess();

        Assert.Equal(["parts/", "parts/shard-1-of-2.shard", "parts/trials-1-of-2.parquet"], _program.Entries);
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(_program["parts/trials-1-of-2.parquet"])[..4]);
    }

    [Theory]
    [InlineData(2, "--of: how many parts has the run? Such as --index 0 --of 64", "--index", "2")]
    [InlineData(2, "--index: which of the 2 parts? Outside of an array of tasks, give a number from 0", "--of", "2")]
    [InlineData(2, "--index 2: a whole number from 0 to 1", "--of", "2", "--index", "2")]
    [InlineData(2, "--of 0: a whole number from 1 to 10000000", "--of", "0", "--index", "2")]
    public void A_part_that_is_none_is_refused(int code, string message, params string[] options) =>
        _program.Run(["shard", Program.FiftyAtoms, "-o", "parts", .. options]).RequireOneLine(code, message);

    [Fact]
    public void A_portfolio_is_divided_among_tasks()
    {
        File.Copy(Program.FiftyAtoms, _program["a.json"]);
        File.Copy(Program.FiftyAtoms, _program["b.json"]);
        File.WriteAllText(_program["c.json"], "{}");

        var first = _program.Run("run", "--portfolio", "*.json", "-n", "200", "--no-plots", "--no-report", "--index", "0", "--of", "2");
        Assert.Equal(2, first.ExitCode);
        Assert.Contains("has errors", first.Output, StringComparison.Ordinal);
        _program.Run("run", "--portfolio", "*.json", "-n", "200", "--no-plots", "--no-report", "--index", "1", "--of", "2", "-q")
            .RequireSuccess();
        Assert.Equal(["a", "b"], Directory.GetDirectories(_program["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
