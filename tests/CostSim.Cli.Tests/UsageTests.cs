namespace CostSim.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void The_version()
    {
        Assert.Matches(@"^costsim \d+\.\d+\.\d+\n$", _program.Run("--version").Output);
        Assert.Equal(0, _program.Run("version").ExitCode);
    }

    [Fact]
    public void Help_names_the_commands()
    {
        var help = _program.Run("--help");

        help.RequireSuccess();
        Assert.Matches("run +Simulate a scenario", help.Output);
        Assert.Matches("explain +Show what a scenario means", help.Output);
        Assert.Matches("check +Check a scenario against budgets", help.Output);
        Assert.Matches("validate +Check scenarios", help.Output);
        Assert.Matches("prices +List, show or check", help.Output);
        Assert.DoesNotContain("ERROR", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("run", "-h")]
    [InlineData("levers", "-h")]
    [InlineData("prices", "list", "-h")]
    [InlineData("-h", "run")]
    [InlineData("prices", "list", "--help")]
    [InlineData("help", "prices", "list")]
    [InlineData("levers", "-n", "5", "-h")]
    [InlineData("run", "jobs.json", "--help")]
    public void Help_is_asked_for_anywhere(params string[] arguments)
    {
        var help = _program.Run(arguments);

        help.RequireSuccess();
        Assert.Equal(
            _program.Run([.. arguments.Where(argument => argument is "run" or "levers" or "prices"), "--help"]).Output, help.Output);
    }

    [Theory]
    [InlineData("rnu", "there is no command 'rnu' (did you mean 'run'?); see 'costsim --help'")]
    [InlineData("levres|$", "there is no command 'levres' (did you mean 'levers'?)")]
    [InlineData("run|$|--trails|5", "there is no option 'trails' (did you mean '--trials'?); see 'costsim run --help'")]
    [InlineData(
        "compare|$|--max-incraese|5%", "there is no option 'max-incraese' (did you mean '--max-increase'?); see 'costsim compare --help'")]
    public void The_nearest_word_is_suggested(string arguments, string fragment) =>
        _program.Run([.. arguments.Split('|').Select(argument => argument == "$" ? Program.FiftyAtoms : argument)]).RequireOneLine(
            2, fragment);

    [Theory]
    [InlineData("run", "--help")]
    [InlineData("help", "run")]
    public void Help_of_run_has_every_option_and_examples_that_could_be_typed(params string[] arguments)
    {
        var help = _program.Run(arguments);

        help.RequireSuccess();
        Assert.Contains("\n  costsim run scenarios/50atoms.json\n", help.Output, StringComparison.Ordinal);
        Assert.Contains("\n  costsim run --items 1,50,200 scenarios/50atoms.json\n", help.Output, StringComparison.Ordinal);
        foreach (var option in new[] { "--trials", "--seed", "--out", "--no-plots", "--no-report", "--budget", "--fix-run", "--keep-trials",
            "--format", "--quiet", "--items", "--tier", "--set", "--threads", "--method", "--run", "--variant", "--precision", "--prices",
                "--prices-only", "--prices-on", "--strict" })
            Assert.Contains(option, help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tier_without_a_price_is_told_the_tiers_that_have_one()
    {
        var ended = _program.Run("run", Program.FiftyAtoms, "--tier", "Turbo", "--prices-on", "2026-11-21");

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("--tier turbo(1,1): error tier: no turbo price is known for \"gpt-5.1\"", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("\"standard\", \"batch\"", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_command_the_commands_are_shown()
    {
        var ended = _program.Run();

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("Simulate a scenario", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly", "there is no command 'fly'")]
    [InlineData("run", "give a scenario, a JSON file")]
    [InlineData("run|$|--bogus", "there is no option 'bogus'")]
    [InlineData("run|$|-z", "there is no option 'z'")]
    [InlineData("run|$|other.json", "'other.json': give one scenario at a time")]
    [InlineData("run|$|-n|0", "--trials 0: a whole number from 1 to ")]
    [InlineData("run|$|-n|-5", "--trials -5: a whole number from 1 to ")]
    [InlineData("run|$|-n|1.5", "--trials 1.5: a whole number")]
    [InlineData("run|$|-n|abc", "--trials abc: a whole number")]
    [InlineData("run|$|-n|1e999", "--trials 1e999: a whole number")]
    [InlineData("run|$|-n|1|-n|2", "--trials is given twice")]
    [InlineData("run|$|--trials", "--trials has no value")]
    [InlineData("run|$|-o", "-o has no value")]
    [InlineData("run|$|-o|-q", "-o has no value")]
    [InlineData("run|$|--set", "--set has no value")]
    [InlineData("run|$|--items|0", "--items 0: a whole number from 1 to 1,000,000,000")]
    [InlineData("run|$|--items|1,,2", "--items : a whole number")]
    [InlineData("run|$|--items|1;2", "--items 1;2: a whole number")]
    [InlineData("run|$|--seed|-1", "--seed must be a whole number")]
    [InlineData("run|$|--seed|18446744073709551616", "--seed must be a whole number")]
    [InlineData("run|$|--threads|0", "--threads 0: a number from 1 to 1,024")]
    [InlineData("run|$|--threads|many", "--threads must be a whole number")]
    [InlineData("run|$|--budget|0", "--budget 0: expected an amount in USD above 0")]
    [InlineData("run|$|--budget|-5", "--budget -5: expected an amount in USD above 0")]
    [InlineData("run|$|--budget|1e999", "--budget 1e999: expected an amount in USD above 0")]
    [InlineData("run|$|--format|xml", "--format xml: table, json, markdown or csv")]
    [InlineData("run|$|--precision|0.5", "--precision 0.5: a percentage from 0.001% to 10%, such as 0.5%")]
    [InlineData("run|$|--precision|0%", "--precision 0%: a percentage from")]
    [InlineData("run|$|--precision|much", "--precision much: a percentage from")]
    [InlineData("run|$|--method|magic", "--method magic: auto or exact")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment)
    {
        _program.Run([.. arguments.Split('|').Select(argument => argument == "$" ? Program.FiftyAtoms : argument)]).RequireOneLine(
            2, fragment);
        Assert.Empty(_program.Entries);
    }

    [Fact]
    public void When_nobody_can_be_told_the_exit_code_remains()
    {
        Assert.Equal(2, _program.Shell("$costsim run none.json 2>/dev/full").ExitCode);
        Assert.Equal(2, _program.Shell("$costsim fly 2>/dev/full").ExitCode);
    }
}
