namespace CostSim.Cli.Tests;

public sealed class JobTests : IDisposable
{
    /// <summary>Half a minute or more, so that it is stopped before it ends on any machine.</summary>
    private static readonly string[] Long = ["--items", "2", "--method", "exact", "-n", "2e6", "--no-plots", "--no-report"];

    /// <summary>The same in a moment, as far as trials go.</summary>
    private static readonly string[] Short = ["--items", "2", "--method", "exact", "-n", "40000", "--no-plots", "--no-report"];

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_stopped_job_says_how_to_go_on_and_is_listed()
    {
        File.Copy(Program.FiftyAtoms, _program["atoms.json"]);
        var process = _program.Start(["run", "atoms.json", .. Long, "--job", "--checkpoint", "1"]);
        var named = process.StandardError.ReadLine()!;
        var id = named.Split(' ')[2].TrimEnd(';');
        Program.WaitFor(() => File.Exists(_program[$".costsim/jobs/{id}/checkpoint.shard"]), process);
        Program.Signal(process, Program.CtrlC);

        var ended = Program.End(process);
        Assert.Equal(130, ended.ExitCode);
        Assert.EndsWith($"costsim: interrupted; go on with: costsim run --job-id {id}\n", ended.Errors, StringComparison.Ordinal);
        var listed = _program.Run("jobs");
        Assert.Matches($"{id} +│ stopped +│ +[1-9]", listed.Output);
        _program.Run("verify", $".costsim/jobs/{id}", "-q").RequireSuccess();

        File.AppendAllText(_program["atoms.json"], " ");
        _program.Run("run", "--job-id", id).RequireOneLine(2,
            $"the job {id} cannot go on: the text of the scenario, its changes or its data files are others. "
                + "Give it what it was begun with, or start a new one with --job.");
        _program.Run("jobs", "--remove", id).RequireSuccess();
        Assert.False(Directory.Exists(_program[".costsim"]));
    }

    [Fact]
    public void Killed_jobs_go_on_to_the_same_result()
    {
        string[] command = ["run", Program.FiftyAtoms, .. Short, "--job", "--checkpoint", "1", "-q", "-o", "x"];
        var random = new Random(4);
        for (var kill = 0; kill < 3; kill++)
        {
            var process = _program.Start(command);
            Thread.Sleep(random.Next(200, 1500));
            process.Kill();
            Program.End(process);
        }

        _program.Run(command).RequireSuccess();
        _program.Run(["run", Program.FiftyAtoms, .. Short, "-q", "-o", "y"]).RequireSuccess();
        Assert.Equal(ResultOnDisk.Hash(_program["y"]), ResultOnDisk.Hash(_program["x"]));
        _program.Run("verify", "x", "y", "-q").RequireSuccess();
        var id = Path.GetFileName(Assert.Single(Directory.GetDirectories(_program[".costsim/jobs"])));
        Assert.Equal($"costsim: the job {id} is completed; its result is in x\n", _program.Run("run", "--job-id", id).Errors);
        _program.Run("jobs", "--clean").RequireSuccess();
        Assert.Equal(["x/", "y/"], _program.Entries.Where(entry => entry.Count(letter => letter == '/') == 1 && entry.EndsWith('/')));
    }

    [Fact]
    public void A_job_that_is_not_there_is_refused_with_those_that_are()
    {
        _program.Run("run", "--job-id", "nothing").RequireOneLine(2, "--job-id nothing: there is no such job in .costsim/jobs");
    }

    [Theory]
    [InlineData("--job: a file of trials cannot be gone on with, so it does not go with --keep-trials; "
        + "'costsim shard --keep-trials' writes them in parts", "--job", "--keep-trials")]
    [InlineData("--checkpoint 0: a whole number from 1 to 86,400", "--job", "--checkpoint", "0")]
    [InlineData("--of: the scenarios of a --portfolio are divided; the trials of one scenario are by 'costsim shard'", "--of", "3")]
    public void What_does_not_go_together_is_refused(string message, params string[] options) =>
        _program.Run(["run", Program.FiftyAtoms, "-n", "100", .. options]).RequireOneLine(2, message);
}
