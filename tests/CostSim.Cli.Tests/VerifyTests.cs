namespace CostSim.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_result_is_whole_until_a_byte_of_it_is_flipped()
    {
        _program.Run("run", Program.FiftyAtoms, "-n", "200", "-q", "-o", "x").RequireSuccess();
        Assert.Contains("As it was written", _program.Run("verify", "x").Output, StringComparison.Ordinal);

        var bytes = File.ReadAllBytes(_program["x/report.html"]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_program["x/report.html"], bytes);
        _program.Run("verify", "x", "-q").RequireOneLine(1, "x: report.html: its SHA-256 is another");
    }

    [Fact]
    public void What_is_not_there_is_said_to_be_missing() =>
        _program.Run("verify", "nothing").RequireOneLine(4, "'nothing': there is no such file or folder");
}
