using System.Text.RegularExpressions;

namespace CostSim.Cli.Tests;

/// <summary>
/// Every command of the README, of docs/ci.md, docs/bill.md and docs/scale.md is understood: in an empty folder it either does its work
/// or misses its file or job. Options, their values and their combinations are read before files are.
/// </summary>
public sealed partial class DocumentedCommandTests : IDisposable
{
    private readonly Program _program = new();

    private static readonly List<string> Found = [.. new[] { "README.md", "docs/ci.md", "docs/bill.md", "docs/scale.md" }
        .SelectMany(file => Command().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))).Select(
            match => match.Groups[1].Value.Trim()).Distinct()];

    public static TheoryData<string> Commands => new(Found);

    public void Dispose() => _program.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_is_understood(string command)
    {
        var ended = _program.Shell($"$costsim {command}");

        string[] misses = ["there is no such file", "no file is called", "there is no such job"];
        Assert.True(
            ended.ExitCode is 0 or 1 || misses.Any(miss => ended.Errors.Contains(miss, StringComparison.Ordinal)),
            $"costsim {command}: {ended}");
    }

    [Fact]
    public void The_commands_are_found()
    {
        Assert.InRange(Found.Count, 25, 70);
        Assert.Contains("check scenarios/tagging.json --format markdown", Found);
    }

    [Fact]
    public void A_slip_would_be_found_out() =>
        Assert.Equal(2, _program.Shell("$costsim check scenarios/tagging.json --budget 210 --confidence 95").ExitCode);

    /// <summary>
    /// From the name of the program in a line of code to a redirection, a comment or the end of the code; <c>costsim explain</c> without a
    /// file is a mention.
    /// </summary>
    [GeneratedRegex(
        @"(?<=^\s*(?:- (?:run: )?|run: )?|`)costsim "
            + @"((?:init|schema|(?:run|check|compare|reconcile|calibrate|forecast|validate|explain|prices|shard|deploy) "
            + @"[^`\n>|]*)[^`\n>|]*)",
        RegexOptions.Multiline)]
    private static partial Regex Command();
}
