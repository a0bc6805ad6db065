namespace CostSim.Cli.Tests;

/// <summary>A baseline that cannot be read is told in words of this program.</summary>
public sealed class BaselineFaultTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("none.json", 4, "--baseline none.json: there is no such file")]
    [InlineData(".", 4, "--baseline .: this is a folder; give the summary.json in it")]
    [InlineData("", 2, "--baseline: the name of the file is empty")]
    public void It_is_told_in_one_line(string path, int exitCode, string fragment) =>
        _program.Run("compare", Program.FiftyAtoms, "--baseline", path).RequireOneLine(exitCode, fragment);
}
