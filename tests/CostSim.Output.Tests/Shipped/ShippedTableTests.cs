using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Shipped;

/// <summary>
/// What every command prints of every shipped scenario, at the widths of a terminal: Golden/COMMAND-SCENARIO.txt, all widths in one file. A
/// changed text is read and judged first; then <c>COSTSIM_ACCEPT=1 dotnet test</c> writes the texts anew.
/// </summary>
public partial class ShippedTableTests
{
    private static readonly int[] Widths = [80, 100, 120];

    /// <summary>At this width nothing needs to be broken.</summary>
    private const int Wide = 2000;

    public static TheoryData<string> Scenarios => [.. ShippedReports.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_run(string scenario) => RequireGolden($"run-{scenario}", new ShippedReports(scenario).Run());

    [Fact]
    public void A_run_of_several_numbers_of_items() => RequireGolden("run-items", new ShippedReports("50atoms").Run(1, 50, 200));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Levers(string scenario) => RequireGolden($"levers-{scenario}", new ShippedReports(scenario).Levers());

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Tiers_compared(string scenario) => RequireGolden($"compare-{scenario}", new ShippedReports(scenario).CompareTiers());

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Runs_and_variants_compared(string scenario)
    {
        foreach (var (name, isOfVariants) in new[] { ("runs", false), ("variants", true) })
        {
            if (new ShippedReports(scenario).CompareCases(isOfVariants) is { } report)
                RequireGolden($"compare-{name}-{scenario}", report);
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_check(string scenario) => RequireGolden($"check-{scenario}", new ShippedReports(scenario).Check());

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void An_explanation(string scenario) => RequireGolden($"explain-{scenario}", new ShippedReports(scenario).Explain());

    [Fact]
    public void Prices()
    {
        RequireGolden("prices-list", ShippedReports.PriceList());
        RequireGolden("prices-show", ShippedReports.PriceOf("gpt-5.1"));
    }

    private static void RequireGolden(string name, Report report)
    {
        var words = Words(At(report, Wide)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var text = new StringBuilder();
        foreach (var width in Widths)
        {
            var printed = At(report, width);
            Assert.All(printed.Split('\n'), line => Assert.InRange(line.Length, 0, width));
            // Where there is room nothing is broken: a part of a word or of a number is none of what is printed there.
            Assert.DoesNotContain(Words(printed), word => !words.Contains(word));
            text.Append(CultureInfo.InvariantCulture, $"=== {width} columns\n").Append(printed);
        }

        var file = Path.Combine(Repository.Tests, "Shipped", "Golden", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(file, text.ToString());
        Assert.Equal(File.ReadAllText(file), text.ToString());
    }

    private static string At(Report report, int width) => string.Concat(TextReport.Lines(report, width).Select(line => $"{line}\n"));

    /// <summary>Words of two letters and more, and numbers.</summary>
    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(word => word.Value);

    [GeneratedRegex(@"[A-Za-z]{2,}|[0-9](?:[0-9,.]*[0-9])?")]
    private static partial Regex Word();
}
