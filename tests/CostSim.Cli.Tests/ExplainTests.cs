namespace CostSim.Cli.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_shows_what_a_scenario_means_and_writes_nothing()
    {
        var ended = _program.Run("explain", Program.FiftyAtoms);

        ended.RequireSuccess();
        foreach (var told in new[] { "Tokens of one atom", "1,156K", "1,117K", "Absolute range of a run", "$1,406", "Shares of the mean token cost", "All moving together", "factors.medium", "Never above", "phases.P4.retry.capPerItem", "How each phase is drawn", "Prices of 2026-11-21, USD per million tokens" })
            Assert.Contains(told, ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', ended.Output);
        Assert.Empty(_program.Entries);
    }

    [Fact]
    public void It_takes_one_number_of_items() =>
        _program.Run("explain", Program.FiftyAtoms, "--items", "1,2").RequireOneLine(2, "explain takes one number of items");

    [Fact]
    public void A_tier_and_changes_are_heeded()
    {
        var ended = _program.Run("explain", Program.FiftyAtoms, "--tier", "standard", "--items", "1", "--set", "name=Mine");

        ended.RequireSuccess();
        Assert.Contains("Mine", ended.Output, StringComparison.Ordinal);
        Assert.Contains("gpt-5.1, standard", ended.Output, StringComparison.Ordinal);
    }

    /// <summary>The layouts have tests of their own; here it is seen that the program asks for the right one.</summary>
    [Theory]
    [InlineData("80", 80)]
    [InlineData("120", 120)]
    [InlineData("", 100)]
    [InlineData("wide", 100)]
    public void Redirected_output_is_as_wide_as_COLUMNS_says_and_a_hundred_without_it(string columns, int width)
    {
        _program.Environment["COLUMNS"] = columns;
        var ended = _program.Run("explain", Program.FiftyAtoms);

        ended.RequireSuccess();
        Assert.Equal(width, ended.Output.Split('\n').Max(line => line.Length));
    }
}
