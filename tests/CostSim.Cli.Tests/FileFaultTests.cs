namespace CostSim.Cli.Tests;

public sealed class FileFaultTests(OldResult old) : IDisposable, IClassFixture<OldResult>
{
    private static readonly string[] Small = ["run", Program.FiftyAtoms, "-n", "200", "--items", "1"];

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("a file in the way", "file", "'file' is a file")]
    [InlineData("below a file", "file/x", "'file/x' cannot be written: 'file' is a file, not a folder")]
    [InlineData("deep below a file", "file/x/y", "'file/x/y' cannot be written: 'file' is a file, not a folder")]
    [InlineData("a file system of the kernel", "/proc/x", "'/proc/x' cannot be written: the file system takes no new file there")]
    [InlineData("a mount point", "/proc", "'/proc' holds '")]
    [InlineData("a device", "/dev/full", "'/dev/full' is a file")]
    [InlineData("the root", "/", "'/' holds '")]
    [InlineData("no name", "", "has no name")]
    public void A_place_that_cannot_be_written_is_told_in_one_line(string what, string path, string fragment)
    {
        File.WriteAllText(_program["file"], "mine");

        _program.Run([.. Small, "-o", path]).RequireOneLine(4, fragment);
        Assert.Equal(("file", "mine"), (Assert.Single(_program.Entries), File.ReadAllText(_program["file"])));
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_untouched()
    {
        Directory.CreateDirectory(_program["x/sub"]);
        File.WriteAllText(_program["x/sub/notes.txt"], "mine");

        _program.Run([.. Small, "-o", "x"]).RequireOneLine(4, "'x' holds 'sub', which is not part of a CostSim result");
        Assert.Equal(["x/", "x/sub/", "x/sub/notes.txt"], _program.Entries);
    }

    [Fact]
    public void Notes_put_into_a_result_are_not_lost()
    {
        old.CopyTo(_program["x"]);
        File.WriteAllText(_program["x/notes.txt"], "mine");

        _program.Run([.. Small, "-o", "x"]).RequireOneLine(4, "'x' holds 'notes.txt'");
        Assert.Equal("mine", File.ReadAllText(_program["x/notes.txt"]));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(8, "")]
    [InlineData(40, "")]
    [InlineData(100, "")]
    [InlineData(40, "-n 70000 --keep-trials")]
    [InlineData(1200, "-n 70000 --keep-trials")]
    public void Where_files_may_not_grow_the_run_fails_in_one_line_and_the_old_result_stays(int limitKilobytes, string more)
    {
        old.CopyTo(_program["x"]);
        var before = ResultOnDisk.Hash(_program["x"]);

        // The runtime maps its code through a file, which the limit would stop too.
        _program.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        _program.Environment["DOTNET_EnableDiagnostics"] = "0";
        var ended = _program.Shell(
            $"trap '' XFSZ; ulimit -f {limitKilobytes}; $costsim run {Program.FiftyAtoms} --items 1 -o x --seed 2 --threads 7 {more}");

        ended.RequireOneLine(4, "(ulimit -f)");
        Assert.Equal(["x/"], _program.Entries.Where(entry => !entry.StartsWith("x/", StringComparison.Ordinal) || entry == "x/"));
        ResultOnDisk.RequireComplete(_program["x"]);
        Assert.Equal(before, ResultOnDisk.Hash(_program["x"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--format json")]
    public void Where_the_output_cannot_be_written_the_result_is_there_all_the_same(string more)
    {
        _program.Shell($"$costsim run {Program.FiftyAtoms} -n 100 --items 1 -o x {more} >/dev/full").RequireOneLine(
            4, "no space is left on the disk");
        ResultOnDisk.RequireComplete(_program["x"]);
    }

    [Fact]
    public void A_link_to_a_result_is_followed_and_stays()
    {
        Directory.CreateSymbolicLink(_program["latest"], "far/x");
        _program.Run([.. Small, "-o", "latest/", "-q"]).RequireSuccess();

        Assert.Equal("far/x", new DirectoryInfo(_program["latest"]).LinkTarget);
        ResultOnDisk.RequireComplete(_program["far/x"]);
    }

    [Fact]
    public void Results_of_two_scenarios_that_are_called_alike_to_the_file_system_do_not_mix()
    {
        File.Copy(Program.FiftyAtoms, _program["a b'\"$x ü.json"]);
        _program.Run("run", "a b'\"$x ü.json", "-n", "50", "--items", "1", "-q").RequireSuccess();

        ResultOnDisk.RequireComplete(_program["out/a b'\"$x ü"]);
    }
}
