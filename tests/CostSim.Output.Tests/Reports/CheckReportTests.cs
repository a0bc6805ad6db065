using CostSim.Engine.Checks;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Tests.Markdown;
using CostSim.Scenarios;

namespace CostSim.Output.Tests.Reports;

public class CheckReportTests
{
    [Fact]
    public void Policies_of_one_run() => ReportTests.RequireGolden("check", CheckReport.Of(ImaginedCheck.Mixed));

    [Fact]
    public void Policies_of_several_runs_name_those_that_nothing_is_asked_of() =>
        ReportTests.RequireGolden("check-cases", CheckReport.Of(ImaginedCheck.Cases));

    [Fact]
    public void As_Markdown() => RunMarkdownTests.RequireGolden("check", CheckMarkdown.Of(ImaginedCheck.Mixed));

    [Theory]
    [InlineData("PASS: the policy holds.", LineTone.Good, Verdict.Pass)]
    [InlineData("PASS: 2 of 2 policies hold.", LineTone.Good, Verdict.Pass, Verdict.Pass)]
    [InlineData("FAIL: the policy does not hold.", LineTone.Bad, Verdict.Fail)]
    [InlineData("FAIL: 1 of 2 policies does not hold.", LineTone.Bad, Verdict.Fail, Verdict.Pass)]
    [InlineData("FAIL: 2 of 2 policies do not hold.", LineTone.Bad, Verdict.Fail, Verdict.Fail)]
    [InlineData(
        "FAIL: 1 of 3 policies does not hold, 1 could not be decided.", LineTone.Bad, Verdict.Inconclusive, Verdict.Fail, Verdict.Pass)]
    [InlineData("INCONCLUSIVE: the policy could not be decided.", LineTone.Caution, Verdict.Inconclusive)]
    [InlineData(
        "INCONCLUSIVE: 1 of 2 policies could not be decided, the others hold.", LineTone.Caution, Verdict.Inconclusive, Verdict.Pass)]
    [InlineData("INCONCLUSIVE: 2 of 2 policies could not be decided.", LineTone.Caution, Verdict.Inconclusive, Verdict.Inconclusive)]
    public void A_failure_decides_and_then_a_doubt(string text, LineTone tone, params Verdict[] verdicts)
    {
        var line = CheckReport.Of(ImaginedCheck.With(verdicts)).Sections[0].Lines[0];

        Assert.Equal(($"{text} It took 1,024 trials, look 1 of 9.", tone), (line.Text, line.Tone));
    }

    /// <summary>What is printed must not contradict the verdict: 94.997 % is not 95.0 % where 95 % is asked for.</summary>
    [Theory]
    [InlineData(0.9496, 0.9492, 0.94997, 0.95, "94.960 %", "94.920 – 94.997 %")]
    [InlineData(0.9507, 0.950003, 0.9512, 0.95, "95.07 %", "95.00 – 95.12 %")]
    [InlineData(0.9507, 0.949994, 0.9512, 0.95, "95.070 %", "94.999 – 95.120 %")]
    [InlineData(0.9503, 0.95, 0.9512, 0.95, "95.03 %", "95.00 – 95.12 %")]
    [InlineData(0.5, 0.4, 0.6, 0.95, "50.0 %", "40.0 – 60.0 %")]
    public void Ends_are_not_rounded_across_what_is_asked_for(
        double share, double low, double high, double asked, string printed, string interval)
    {
        var check = ImaginedCheck.Of(
            Given.Scenario(Given.Tickets), ImaginedCheck.Result("limits", new Limit(1, asked), Verdict.Fail, share, low, high, 1024, 1));

        Assert.Equal([printed, interval], CheckReport.Of(check).Sections[1].Table!.Rows[0].Cells.Skip(2).Take(2));
    }

    /// <summary>A half interval of 0.4 points that lies 0.1 points from what is asked for takes 16 times the trials.</summary>
    [Theory]
    [InlineData(0.951, "--max-trials 1048576 would decide it if the probability stays as estimated.")]
    [InlineData(0.949, "--max-trials 1048576 would decide it if the probability stays as estimated.")]
    [InlineData(0.95, "The result is so close to the target that more trials are unlikely to decide it.")]
    [InlineData(0.950001, "The result is so close to the target that more trials are unlikely to decide it.")]
    public void An_open_verdict_says_what_would_decide_it(double share, string told)
    {
        var check = ImaginedCheck.Of(Given.Scenario(Given.Tickets),
            ImaginedCheck.Result("limits", new Limit(1, 0.95), Verdict.Inconclusive, share, share - 0.00399, share + 0.00399, 65_536, 9));

        Assert.Equal(told, CheckReport.Of(check).Sections[0].Lines[1].Text);
    }

    [Fact]
    public void A_decided_verdict_says_no_more() =>
        Assert.Single(CheckReport.Of(ImaginedCheck.With(Verdict.Pass)).Sections[0].Lines);

    [Fact]
    public void Looks_that_there_was_no_time_for_keep_their_share_of_the_error()
    {
        var cut = ImaginedCheck.Mixed with { Looks = Numerics.Statistics.Looks.UpTo(1 << 20).Within(65_536) };

        Assert.EndsWith(": shared equally by 9 looks from 4,096 trials, 0.28 % each; call by call there was time for 65,536.",
            CheckReport.Of(cut).Sections[2].Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_by_call_has_no_error_of_drawing_all_at_once_and_one_look_shares_with_none()
    {
        var one = ImaginedCheck.Mixed with
        {
            Looks = Numerics.Statistics.Looks.UpTo(1000),
            Cases = [ImaginedCheck.Mixed.Cases[0] with { ApproximationError = 0 }]
        };

        Assert.Equal(
            [
                "A verdict is wrong with a probability of at most 2.5 % on either side, for each policy: one look, at 1,000 trials.",
                "Only sampling error is covered: not wrong inputs, which no number of trials can reveal.",
            ], CheckReport.Of(one).Sections[2].Lines.Select(line => line.Text));
    }
}
