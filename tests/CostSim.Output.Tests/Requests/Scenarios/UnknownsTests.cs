using System.Globalization;
using CostSim.Output.Requests.Scenarios;
using CostSim.Requests;

namespace CostSim.Output.Tests.Requests.Scenarios;

/// <summary>What is assumed where files say nothing is what the guide says.</summary>
public class UnknownsTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tokens.md"));

    [Theory]
    [InlineData(UncountedPart.Image, "tokens of an image, on average")]
    [InlineData(UncountedPart.Audio, "of an audio part")]
    [InlineData(UncountedPart.Video, "of a video")]
    [InlineData(UncountedPart.File, "of a file")]
    [InlineData(UncountedPart.Reference, "of a reference to what the provider keeps")]
    [InlineData(UncountedPart.Other, "of a part of an unknown kind")]
    public void Parts_without_text(UncountedPart part, string row)
    {
        var tokens = Unknowns.TokensOf(part);
        Says($"| {row} | {tokens.Min:#,##0} to {tokens.Max:#,##0}");
    }

    [Fact]
    public void The_rest()
    {
        Says($"| 1 to the cap; without one 1 to {Unknowns.OutputTokensMax:#,##0}, ");
        Says($"| none, or up to {100 * Unknowns.RetryRate.Max} %, each with a chance of one half |");
        Says($"| none, or up to {100 * Unknowns.CacheShare.Max} %, each with a chance of one half |");
        Says($"more than {Unknowns.CapMax:#,##0} |");
        Says($"{Unknowns.Overhead.Min} to {Unknowns.Overhead.Max} |");
        Says($"Of more than {LengthColumn.ValuesMax:#,##0} requests,");
        Assert.Equal((0.5, 0.5), (Unknowns.RetryRate.Chance, Unknowns.CacheShare.Chance));
    }

    private static void Says(FormattableString text) =>
        Assert.Contains(text.ToString(CultureInfo.InvariantCulture), Guide, StringComparison.Ordinal);
}
