using System.Globalization;
using CostSim.Batches;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Output.Requests;

/// <summary>The report of <c>costsim tokens</c>: what request files have in them, and the band of their bill.</summary>
public static class TokensReport
{
    /// <summary>A folder may have thousands of files.</summary>
    private const int FilesShown = 12;

    /// <param name="summary">What was counted.</param>
    /// <param name="prices">What tokens cost.</param>
    public static Report Of(RequestSummary summary, PriceSheet prices)
    {
        var labels = new GroupLabels(summary);
        return new Report(
            $"Tokens of {Nouns.Counted("file", summary.Files.Count)}",
            $"{Nouns.Counted("request", summary.Requests)} · {Size(summary.Files.Sum(file => file.Bytes))} · prices of "
                + $"{Figures.Day(prices.Day)} · no text of a request is kept",
            [
                InputTokens(summary, labels), BillSection.Of(summary, prices, labels), Repeated(summary, labels), Files(summary),
                Counting(summary, labels),
            ]);
    }

    internal static string Size(long bytes) => bytes < 10_000 ? $"{Figures.Count(bytes)} bytes"
        : bytes < 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:N0} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");

    private static Section InputTokens(RequestSummary summary, GroupLabels labels) => new(
        "Input tokens of a request",
        new ReportTable(
            [
                new("Model", IsNumber: false), new("Requests"), new("Min") { Rank = 2 }, new("Mean"), new("P50") { Rank = 1 }, new("P95"),
                new("Max"), new("All together") { Brief = "Sum" },
            ],
            [
                .. summary.Groups.Select(group => new ReportRow(
                [
                    labels[group], Figures.Count(group.Requests), Tokens(group, group.Lengths.Min), Tokens(group, group.Lengths.Mean),
                    Tokens(group, group.Lengths.Percentile(0.5)), Tokens(group, group.Lengths.Percentile(0.95)),
                    Tokens(group, group.Lengths.Max), Tokens(group, group.Lengths.Sum),
                ])),
            ]),
        [.. summary.Groups.Where(group => group.Uncounted.Count > 0).Select(group => new ReportLine(
            $"{labels[group]}: {string.Join(", ", group.Uncounted.Select(part => Part(part.Key, part.Value)))} not counted; what they cost "
                + "comes on top.", LineTone.Caution))]);

    private static Section Repeated(RequestSummary summary, GroupLabels labels) => new(
        "Output allowed, and what repeats",
        new ReportTable(
            [
                new("Model", IsNumber: false), new("Output cap") { Brief = "Cap" }, new("Requests without a cap") { Brief = "No cap" },
                new("Same beginning, tokens") { Brief = "Same tokens" }, new("Share of input") { Brief = "Share", Rank = 1 },
                new("Repeated bodies") { Brief = "Repeated" },
            ],
            [
                .. summary.Groups.Select(group => new ReportRow(
                [
                    labels[group], group.OutputCaps is { } caps ? Figures.Range(caps.Min, caps.Max) : Figures.None,
                    group.HasOutput ? Figures.Count(group.WithoutCap) : Figures.None,
                    group.SharedPrefix is { } prefix ? Tokens(group, prefix) : Figures.None,
                    group.SharedPrefix is { } shared && group.Lengths.Sum > 0
                        ? Figures.Share((double)shared * group.Requests / group.Lengths.Sum) : Figures.None,
                    Figures.Count(group.RepeatedBodies),
                ])),
            ]),
        [
            new ReportLine("The same beginning (tools, system prompt, first messages) is what a provider could read from its cache."),
            .. summary.Groups.Where(group => group.IsUnlimited).Select(group => new ReportLine(
                $"{labels[group]}: without a cap on {Nouns.Counted("request", group.WithoutCap)} the output, and so the bill, has no "
                    + "limit.",
                LineTone.Caution)),
        ]);

    private static Section Files(RequestSummary summary)
    {
        var left = summary.Files.Count - FilesShown;
        return new Section(
            "Files",
            new ReportTable(
                [new("File", IsNumber: false), new("Batch of", IsNumber: false), new("Requests"), new("Size")],
                [
                    .. summary.Files.Take(FilesShown).Select(file => new ReportRow(
                    [
                        file.Name, file.Provider is { } provider ? ProviderName.Of(provider) : Figures.None, Figures.Count(file.Requests),
                        Size(file.Bytes),
                    ])),
                ]),
            [
                .. left > 0 ? new[] { new ReportLine($"And {Nouns.Counted("file", left)} more.") } : [],
                .. summary.Files.SelectMany(FileFindings.Of).Select(finding => new ReportLine(finding, LineTone.Caution)),
            ]);
    }

    /// <summary>On what ground each count is.</summary>
    private static Section Counting(RequestSummary summary, GroupLabels labels) => new(
        "How tokens are counted", null, [.. summary.Groups.Select(group => new ReportLine($"{labels[group]}: {Ground(group)}."))]);

    private static string Ground(GroupSummary group)
    {
        var counting = group.Counting;
        var reasons = new List<string>();
        if (!counting.IsPublished)
            reasons.Add(counting.Factor == 1 && counting.FactorMin == 1 && counting.FactorMax == 1 ? counting.Basis : string.Create(
                CultureInfo.InvariantCulture,
                $"times {counting.Factor:0.##}, which may be {counting.FactorMin:0.##} to {counting.FactorMax:0.##} ({counting.Basis})"));
        else if (!group.IsExact && group.Endpoint is not (Endpoint.ChatCompletions or Endpoint.Embeddings or Endpoint.Completions))
            reasons.Add("the overhead of messages as for chat");
        if (group.WithJson > 0)
            reasons.Add($"tools and schemas of {Nouns.Counted("request", group.WithJson)} as their JSON");
        if (group.WithParts > 0)
            reasons.Add($"messages of several parts in {Nouns.Counted("request", group.WithParts)} as their texts");
        return group.IsExact
            ? $"exact by {counting.Encoding.Name}, according to {counting.Basis}"
                + (group.Endpoint == Endpoint.ChatCompletions
                    ? ", and the overhead of messages that the provider's cookbook gives for gpt-4o and earlier models" : "")
            : $"{counting.Encoding.Name}{(reasons.Count > 0 ? $", {string.Join("; ", reasons)}" : "")}";
    }

    /// <summary>Exact counts in full, estimates to three digits.</summary>
    private static string Tokens(GroupSummary group, double tokens) =>
        group.IsExact ? Figures.Count(tokens) : Figures.Tokens(group.Scaled(tokens));

    internal static string Part(UncountedPart part, long count) => part switch
    {
        UncountedPart.Other => Nouns.Counted("part of an unknown kind", count),
        UncountedPart.Reference => Nouns.Counted("reference to what the provider keeps", count),
        _ => Nouns.Counted(PartNoun(part), count),
    };

    /// <summary>A part in a word or two.</summary>
    internal static string PartNoun(UncountedPart part) => part switch
    {
        UncountedPart.Audio => "audio part",
        UncountedPart.Other => "other part",
#pragma warning disable CA1308 // A word for people, not a key.
        _ => $"{part}".ToLowerInvariant(),
#pragma warning restore CA1308
    };
}
