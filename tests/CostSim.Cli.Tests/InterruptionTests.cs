using System.Diagnostics;

namespace CostSim.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Ctrl_C_ends_a_long_run_with_nothing_written()
    {
        var process = _program.Start("run", Program.FiftyAtoms, "-n", "1e9", "-o", "a/x", "-q");
        Program.WaitFor(() => Directory.Exists(_program["a"]), process);
        Program.Signal(process, Program.CtrlC);

        Program.End(process).RequireOneLine(130, "interrupted; nothing was written");
        Assert.Empty(_program.Entries);
    }

    /// <summary>
    /// A thousand million items take a day for a single block of trials. It is not refused, but says so once it was measured, and need not
    /// be waited for.
    /// </summary>
    [Fact]
    public void Ctrl_C_ends_a_run_within_a_block_of_trials()
    {
        var process = _program.Start("run", Program.FiftyAtoms, "--method", "exact", "--items", "1e9", "-n", "1024", "-o", "x");
        Assert.Matches("^costsim: call by call this takes about [0-9,]+ hours$", process.StandardError.ReadLine());
        Program.Signal(process, Program.CtrlC);

        Program.End(process).RequireOneLine(130, "interrupted; nothing was written");
        Assert.Empty(_program.Entries);
    }

    /// <summary>
    /// Nothing ever comes from the standard input, which stays open: only who stops waiting ends. The finding about the first file says
    /// that the second is being read.
    /// </summary>
    [Theory]
    [InlineData(Program.CtrlC)]
    [InlineData(Program.Terminate)]
    public void A_signal_ends_what_waits_for_its_input(int signal)
    {
        File.WriteAllText(_program["warned.json"], """
            { "name": "Warned", "item": "item", "items": 1, "model": "gpt-5.4-mini", "tier": "batch", "spread": {}, "factors": { "idle": 1 },
              "phases": [ { "id": "a", "inputTokens": 1, "outputTokens": 1 } ], "pricesOn": "2026-11-21" }
            """);
        var process = _program.StartOpen("compare", "warned.json", "-");
        Assert.Contains("the factor \"idle\" is not used", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Program.Signal(process, signal);

        var ended = Program.End(process);
        Assert.Equal(130, ended.ExitCode);
        Assert.EndsWith("costsim: interrupted; nothing was written\n", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_a_long_run_that_keeps_its_trials_and_the_old_result_stays()
    {
        _program.Run("run", Program.FiftyAtoms, "-n", "100", "--items", "1", "-o", "x", "-q").RequireSuccess();
        var before = ResultOnDisk.Hash(_program["x"]);
        var process = _program.Start("run", Program.FiftyAtoms, "-n", "1e9", "--items", "1", "--keep-trials", "-o", "x", "-q");
        Program.WaitFor(
            () => Directory.GetFiles(_program.Folder, "trials.parquet", SearchOption.AllDirectories).Any(
                file => new FileInfo(file).Length > 0), process);
        Program.Signal(process, Program.CtrlC);

        Program.End(process).RequireOneLine(130, "interrupted; nothing was written");
        Assert.Equal(["x"], Directory.GetFileSystemEntries(_program.Folder).Select(Path.GetFileName));
        ResultOnDisk.RequireComplete(_program["x"]);
        Assert.Equal(before, ResultOnDisk.Hash(_program["x"]));
    }

    [Fact]
    public void Killed_at_any_time_it_leaves_the_old_or_the_new_result_and_the_next_run_cleans_up()
    {
        const int Kills = 20;
        string Run(int seed)
        {
            _program.Run(Arguments(seed)).RequireSuccess();
            ResultOnDisk.RequireComplete(_program["x"]);
            return ResultOnDisk.Hash(_program["x"]);
        }

        string[] known = [Run(1), Run(2)];
        Assert.NotEqual(known[0], known[1]);
        var files = Directory.GetFiles(_program["x"], "*", SearchOption.AllDirectories);
        var commit = CountLooksAtCommit();

        var random = new Random(20);
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var process = _program.Start(Arguments(1 + kill % 2)))
            {
                // Mostly at the moment that matters, when all is written and the new result takes the place of the old one;
                // else in the middle of a file.
                if (kill % 4 < 3)
                    WaitUntilAllIsWritten(process, random.NextInt64(commit + 1));
                else
                    WaitForFile(process, Path.GetRelativePath(_program["x"], files[random.Next(files.Length)]));
                process.Kill();
                process.WaitForExit();
            }

            ResultOnDisk.RequireComplete(_program["x"]);
            Assert.Contains(ResultOnDisk.Hash(_program["x"]), known);
        }

        Assert.Equal(known[0], Run(1));
        Assert.Equal(["x"], Directory.GetFileSystemEntries(_program.Folder).Select(Path.GetFileName));
    }

    private static string[] Arguments(int seed) =>
        ["run", Program.FiftyAtoms, "-n", "2000", "--items", "1", "--keep-trials", "--seed", $"{seed}", "-o", "x", "-q"];

    /// <summary>How often one can look from the manifest of the new result to the end of the old one.</summary>
    private long CountLooksAtCommit()
    {
        var process = _program.Start(Arguments(2));
        WaitUntilAllIsWritten(process, 0);
        var looks = 0L;
        for (; IsUnderWay(process); looks++)
            Thread.SpinWait(10);
        Program.End(process).RequireSuccess();
        return looks;
    }

    /// <summary>Waits for the manifest of the new result, without a break, and then for a number of looks more.</summary>
    private void WaitUntilAllIsWritten(Process process, long looks)
    {
        WaitForFile(process, "manifest.json");
        for (var look = 0L; look < looks && IsUnderWay(process); look++)
            Thread.SpinWait(10);
    }

    private void WaitForFile(Process process, string name)
    {
        var file = Path.Combine(Partial(process), name);
        while (!File.Exists(file) && !process.HasExited)
            Thread.SpinWait(10);
    }

    private bool IsUnderWay(Process process) => Directory.Exists(Partial(process));

    private string Partial(Process process) => _program[$".x.{process.Id}.partial"];
}
