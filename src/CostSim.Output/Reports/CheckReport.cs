using System.Globalization;
using CostSim.Engine.Checks;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>The report of <c>costsim check</c>: the verdict, each policy with its probability, and the limits of the verdict.</summary>
public static class CheckReport
{
    private const int DecimalsMax = 9;

    public static Report Of(CheckSummary check) => new(
        check.Scenario.Name,
        $"{string.Join(" / ", check.Cases.Select(one => RunReport.Setting(one.Scenario)).Distinct())} · seed "
            + $"{check.Seed.ToString(CultureInfo.InvariantCulture)}",
        [
            new Section(null, null, [Verdict(check), .. More(check), .. Unspoken(check)]),
            .. Policies(check),
            new Section(null, null, [Error(check), Gated(check)]),
        ]);

    /// <summary>A policy in words: <c>Token cost of an atom at most $4.2 (--per-item-max)</c>.</summary>
    public static string Words(Policy policy, string item) => $"{Amount(policy.Limit, item)} ({policy.Source})";

    private static string Amount(Limit limit, string item) =>
        $"{(limit.OfAll ? "All costs" : "Token cost")}{(limit.PerItem ? $" of {Nouns.An(item)}" : "")} at most "
            + $"{Figures.StatedUsd(limit.AtMostUsd)}";

    /// <summary>The probability behind a finding, in words: <c>96.31 % (96.1 – 96.5 %) of 65,536 trials</c>.</summary>
    public static string Probability(PolicyFinding finding) =>
        $"{Share(finding)} ({Interval(finding)}) of {Figures.Count(finding.Trials)} trials";

    private static ReportLine Verdict(CheckSummary check)
    {
        var findings = check.Policies.Select(policy => policy.Finding.Verdict).ToList();
        var (all, failed, open) = (findings.Count, findings.Count(verdict => verdict == Engine.Checks.Verdict.Fail),
            findings.Count(verdict => verdict == Engine.Checks.Verdict.Inconclusive));
        var (text, tone) = check.Verdict switch
        {
            Engine.Checks.Verdict.Pass => (all == 1 ? "PASS: the policy holds." : $"PASS: {all} of {all} policies hold.", LineTone.Good),
            Engine.Checks.Verdict.Fail when all == 1 => ("FAIL: the policy does not hold.", LineTone.Bad),
            Engine.Checks.Verdict.Fail =>
                ($"FAIL: {failed} of {all} policies {(failed == 1 ? "does" : "do")} not "
                    + $"hold{(open > 0 ? $", {open} could not be decided" : "")}.", LineTone.Bad),
            _ when all == 1 => ("INCONCLUSIVE: the policy could not be decided.", LineTone.Caution),
            _ => ($"INCONCLUSIVE: {open} of {all} policies could not be decided{(open < all ? ", the others hold" : "")}.",
                LineTone.Caution),
        };
        var last = check.Policies.Select(policy => policy.Finding).MaxBy(finding => finding.Look)!;
        return new ReportLine($"{text} It took {Figures.Count(last.Trials)} trials, look {last.Look} of {check.Looks.Planned}.", tone);
    }

    /// <summary>How many trials would decide open policies, unless one has failed.</summary>
    private static IEnumerable<ReportLine> More(CheckSummary check)
    {
        var open = check.Policies.Select(policy => policy.Finding).Where(finding => finding.Verdict == Engine.Checks.Verdict.Inconclusive)
            .ToList();
        if (check.Verdict != Engine.Checks.Verdict.Inconclusive)
            yield break;
        yield return open.TrueForAll(finding => finding.TrialsToDecide is not null)
            ? new ReportLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"--max-trials {open.Max(finding => finding.TrialsToDecide)} would decide it if the probability stays as estimated."))
            : new ReportLine("The result is so close to the target that more trials are unlikely to decide it.");
    }

    /// <summary>Notes on cases without policies, which are not run.</summary>
    private static IEnumerable<ReportLine> Unspoken(CheckSummary check) =>
        check.Cases.Zip(CaseNames(check)).Where(pair => pair.First.Policies.Count == 0)
        .Select(pair => new ReportLine($"{pair.Second}: no policy applies to it.", LineTone.Caution));

    /// <summary>The label of each case: run, variant and number of items.</summary>
    public static IReadOnlyList<string> CaseNames(CheckSummary check) =>
        [.. check.Cases.Zip(RunLabels.ForPeople(check.Runs), (one, label) =>
        $"{(label.Length > 0 ? $"{label}, " : "")}{Nouns.Counted(one.Scenario.Item, one.Items)}")];

    /// <summary>A table for each run with policies.</summary>
    private static IEnumerable<Section> Policies(CheckSummary check) =>
        check.Cases.Zip(CaseNames(check)).Where(pair => pair.First.Policies.Count > 0).Select(pair => new Section(
        $"Policies of {pair.Second}",
        new ReportTable(
            [new("Policy", IsNumber: false), new("Verdict", IsNumber: false), new("Within limit"), new("Interval") { Rank = 2 },
                new("Target") { Rank = 1 }, new("Holds at") { Rank = 3 }],
            [.. pair.First.Policies.Select(policy => Row(policy, check.Scenario.Item))]),
        []));

    private static ReportRow Row(PolicyResult result, string item)
    {
        var (finding, policy) = (result.Finding, result.Finding.Policy);
        return new ReportRow(
            [Words(policy, item), VerdictName.Of(finding.Verdict), Share(finding), Interval(finding),
                $"≥ {Figures.Stated(policy.Limit.Confidence)}", Money.Of(result.Needed)]);
    }

    private static string Share(PolicyFinding finding) =>
        finding.Probability.Value >= 1 ? "every trial" : $"{Percent(finding.Probability.Value, Decimals(finding))} %";

    private static string Interval(PolicyFinding finding)
    {
        var decimals = Decimals(finding);
        return $"{Percent(finding.Probability.Low, decimals)} – {Percent(finding.Probability.High, decimals)} %";
    }

    /// <summary>
    /// Enough decimals that the interval starts in the last of them, and that rounding does not move an end across the target: the figures
    /// must show the reason.
    /// </summary>
    private static int Decimals(PolicyFinding finding)
    {
        var (low, high, asked) = (finding.Probability.Low * 100, finding.Probability.High * 100, finding.Policy.Limit.Confidence * 100);
        var decimals = Math.Clamp(-(int)Math.Floor(Math.Log10((high - low) / 2)), 1, DecimalsMax);
        while (decimals < DecimalsMax && (Crosses(low) || Crosses(high)))
            decimals++;
        return decimals;

        bool Crosses(double end) => end < asked != Math.Round(end, decimals) < asked;
    }

    private static string Percent(double share, int decimals) => (share * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private static ReportLine Error(CheckSummary check)
    {
        var (looks, cap) = (check.Looks.Planned, Figures.Count(check.Looks.Cap));
        var shared = looks == 1 ? $"one look, at {cap} trials"
            : $"shared equally by {looks} looks, from {Figures.Count(check.Looks.Sizes[0])} to {cap} trials, "
                + $"{Figures.Error(PolicyCheck.ErrorPerSide / looks)} each";
        if (check.Looks.Sizes.Count < looks)
            shared =
                $"shared equally by {looks} looks from {Figures.Count(check.Looks.Sizes[0])} trials, "
                    + $"{Figures.Error(PolicyCheck.ErrorPerSide / looks)} each; call by call there was time for {cap}";
        return new ReportLine(
            $"A verdict is wrong with a probability of at most {Figures.Stated(PolicyCheck.ErrorPerSide)} on either side, for each "
                + $"policy: {shared}.");
    }

    private static ReportLine Gated(CheckSummary check)
    {
        var error = check.Cases.Where(one => one.Policies.Count > 0).Max(one => one.ApproximationError);
        var method = error > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $", nor the error of sampling all items at once, about {error:0.#e+0} of the cost at P1 and P99") : "";
        return new ReportLine($"Only sampling error is covered: not wrong inputs, which no number of trials can reveal{method}.");
    }
}
