using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CostSim.Output.Files;
using CostSim.Output.Pages;
using CostSim.Output.Summaries;
using CostSim.Output.Tests.Reports;

namespace CostSim.Output.Tests.Pages;

/// <summary>
/// <c>report.html</c>: its words, its structure, and that nothing that a scenario says can change the page. How it looks is seen by a
/// browser, not here.
/// </summary>
public partial class ReviewPageTests
{
    private const int BytesMax = 300_000;

    /// <summary>What would end a text, an attribute, a comment, a style or a script early.</summary>
    private const string Hostile = "</script><script>alert(1)</script></style>-->]]>\"'`<img src=x onerror=alert(2)>&lt;{{x}}";

    private static readonly ResultFile[] Files = [new("summary.json", 1234, new string('a', 64))];

    [Fact]
    public void A_page_word_by_word()
    {
        var outcome = Given.Run(Given.Tickets, 200, 20, 100);
        var page = new ReviewPage(
            outcome.Summary with { Command = "costsim run tickets.json -n 200 --seed 1" }, outcome.Results, "9.8.7").Html(Files);
        // Style, script and pictures have tests of their own.
        foreach (var element in page.Descendants().Where(element => element.Name.LocalName is "style" or "script" || IsPlot(element))
            .ToList())
            element.RemoveNodes();
        RequireGolden("tickets", Policy().Replace(HtmlWriter.Write(page), "sha256-…"));
    }

    [Fact]
    public void What_drives_the_cost_word_by_word() => RequireGolden(
        "drivers", HtmlWriter.Write(DriversSection.Of(ImaginedRun.WithDrivers(Given.Scenario(Given.Tickets), 2000).Runs[0])!));

    [Fact]
    public void Only_its_own_style_and_script_are_allowed_by_their_hashes()
    {
        var html = Html(Given.Run(Given.Tickets, 100));

        Assert.Contains(
            $"content=\"default-src 'none'; style-src '{HashOf(html, "style")}'; script-src '{HashOf(html, "script")}'; base-uri 'none'; "
                + $"form-action 'none'\"",
            System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotMatch(Loading(), html);
    }

    [Fact]
    public void Nothing_that_a_scenario_says_is_markup()
    {
        var name = System.Text.Json.JsonSerializer.Serialize(Hostile);
        var text = $$"""
            {
              "name": {{name}}, "item": {{name}}, "items": 5, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "name": {{name}}, "inputTokens": [100, 200], // {{Hostile}}
                "outputTokens": 10 } ],
              "allowances": [ { "name": {{name}}, "inputTokensPerItem": [300, 400] } ],
              "limits": [ { "atMostUsd": 0.01, "confidence": 0.95 } ],
            }
            """;
        var html = Html(Given.Run(text, 100, 1, 5), Hostile);

        Assert.Single(Regex.Matches(html, "<script"));
        Assert.Single(Regex.Matches(html, "</script"));
        Assert.Single(Regex.Matches(html, "</style"));
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("-->", html, StringComparison.Ordinal);
        // A hostile name is there, as text, in the title, the heading, a column, a phase and a source.
        Assert.True(Regex.Count(html, Regex.Escape("&lt;img src=x onerror=alert(2)&gt;")) > 8);
    }

    [Fact]
    public void A_page_of_many_runs_is_small() =>
        Assert.InRange(Bytes(Given.Run(Given.FiftyAtoms, 2000, null, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)), 50_000, BytesMax);

    [Fact]
    public void A_page_of_the_largest_scenario_is_small()
    {
        var phases = Enumerable.Range(0, 1000).Select(i =>
            $$"""{ "id": "phase-{{i}}", "name": "A phase of a long name", "inputTokens": [100, 200], "outputTokens": 10 }, // {{new string('x', 1000)}}""");
        var text = $$"""
            {
              "name": "{{new string('n', 150)}}", "item": "item", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ {{string.Join('\n', phases)}}
              ],
            }
            """;

        Assert.InRange(Bytes(Given.Run(text, 100)), 100_000, BytesMax);
    }

    /// <summary>Work is counted in bytes allocated: they are the same on a busy machine. The first page of a process takes more.</summary>
    [Fact]
    public void A_page_is_written_with_work_in_proportion()
    {
        var outcome = Given.Run(Given.FiftyAtoms, 2000, null, 1, 50, 200);
        Html(outcome);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = Html(outcome);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)page.Length, 1, 200);
    }

    [Fact]
    public void The_headline_is_the_summary()
    {
        var outcome = Given.Run(Given.FiftyAtoms, 20_000);
        var cards = Page(outcome).Descendants("dl").First().Elements("div").ToDictionary(
            card => card.Element("dt")!.Value, card => card.Elements("dd").First().Value);
        var cost = outcome.Run.Total.Cost;
        var budget = outcome.Run.Budgets.Single();

        Assert.Equal(Figures.Usd(cost["P50"]), cards["Commit (P50)"]);
        Assert.Equal(Figures.Usd(cost["P95"]), cards["Reserve (P95)"]);
        Assert.Equal(cost["P80"]!.Value.Value - cost["P50"]!.Value.Value, Number(cards["Contingency (P80\u00a0−\u00a0P50)"]), 1.0);
        Assert.Equal(100 * (1 - budget.Probability), Number(cards["Chance to exceed the budget of $210"]), 0.06);
        Assert.Equal(cost["P50"]!.Value.Value / 50, Number(cards["Cost of one atom (P50)"]), 0.01);
    }

    [Fact]
    public void The_S_curve_that_can_be_read_off_is_that_of_the_trials()
    {
        var outcome = Given.Run(Given.FiftyAtoms, 4000);
        var costs = outcome.Trials.Values(0, -1, CostSim.Engine.Planning.Measure.Cost);
        var curve = Page(outcome).Descendants("div").Single(div => div.Attribute("id")?.Value == "walk").Attribute("data-curve")!.Value
            .Split(';').Select(reading => reading.Split('|')).Select(parts => (Usd: Number(parts[0]), Percent: Number(parts[1]))).ToList();

        Assert.InRange(curve.Count, 100, 260);
        Assert.Equal(100, curve[^1].Percent);
        foreach (var (usd, percent) in curve)
            Assert.Equal(
                100.0 * costs.Count(cost => cost <= usd) / costs.Length, percent, 0.15); // the printed cost is rounded, and so is the share
    }

    [Fact]
    public void The_page_can_be_walked_through_by_its_headings_and_names()
    {
        var page = Page(Given.Run(Given.FiftyAtoms, 2000, null, 1, 50));
        var ids = page.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();

        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("section"),
            section => Assert.Equal(section.Attribute("aria-labelledby")!.Value, section.Element("h2")!.Attribute("id")!.Value));
        Assert.Equal(page.Descendants("section").Select(section => $"#{section.Attribute("id")!.Value}"),
            page.Element("body")!.Element("nav")!.Descendants("a").Select(link => link.Attribute("href")!.Value));
        Assert.All(page.Descendants("table"), table => Assert.NotEqual("", table.Element("caption")!.Value));
        Assert.All(page.Descendants("th"), head => Assert.Contains(head.Attribute("scope")!.Value, (string[])["row", "col"]));
        Assert.All(page.Descendants("tbody").Elements("tr"),
            row => Assert.Equal(row.Parent!.Parent!.Element("thead")!.Descendants("th").Count(), row.Elements().Count()));
        Assert.All(page.Descendants().Where(IsPlot),
            plot => Assert.NotEqual("",
                plot.Elements().Single(child => child.Name.LocalName == "title").Value
                    + plot.Elements().Single(child => child.Name.LocalName == "desc").Value));
        Assert.Equal(4, page.Descendants().Count(IsPlot));
    }

    [Theory]
    [InlineData(10, "too few")]
    [InlineData(100, "P50")]
    public void Few_trials_say_what_they_can(long trials, string words) =>
        Assert.Contains(words, Page(Given.Run(Given.Tickets, trials)).Descendants("section").First().Value, StringComparison.Ordinal);

    [Fact]
    public void A_run_that_costs_nothing_has_a_page() =>
        Assert.Contains("$0.00", Html(Given.Run(Given.OnePhase("0", "0"), 100)), StringComparison.Ordinal);

    [Fact]
    public void Every_quantity_of_the_scenario_stands_in_the_register_with_its_source()
    {
        var page = Page(Given.Run(Given.FiftyAtoms, 100));
        var rows = new[] { "uncertain", "certain" }.SelectMany(
            id => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id).Descendants("tbody").Elements("tr"))
            .ToDictionary(row => row.Descendants("small").First().Value, row => row.Elements().Select(cell => cell.Value).ToList());

        Assert.Equal(["2", "4", "most likely 2.8, ends unlikely (PERT, λ 1)"], rows["factors.medium"][1..4]);
        Assert.StartsWith(
            "effort \"medium\": thinking is 1–3x; the lean to 2.8 is chosen", rows["factors.medium"][5], StringComparison.Ordinal);
        Assert.StartsWith("Factor “medium”, in P2, P4, P6, P9", rows["factors.medium"][0], StringComparison.Ordinal);
        Assert.StartsWith("slots: 19 easy", rows["phases.P4.split"][2], StringComparison.Ordinal);
        Assert.Equal(["0 %", "20 %"], rows["phases.P4.retry.rate"][1..3]);
        Assert.StartsWith("none stated", rows["phases.P4.retry.rate"][5], StringComparison.Ordinal);
        Assert.Contains(
            "Without this line the absolute maxima are $6.31", rows["allowances.0.outputTokensPerItem"][5], StringComparison.Ordinal);
        Assert.Equal(["0", "144,600"], rows["allowances.0.outputTokensPerItem"][1..3]);
    }

    private static void RequireGolden(string name, string text)
    {
        var file = Path.Combine(Repository.Tests, "Pages", "Golden", $"{name}.html");
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }

    private static bool IsPlot(XElement element) => element.Name.LocalName == "svg" && element.Attribute("role")?.Value == "img";

    private static XElement Page(Outcome outcome) => new ReviewPage(outcome.Summary, outcome.Results, "9.8.7").Html(Files);

    private static string Html(Outcome outcome, string? command = null)
    {
        using var stream = new MemoryStream();
        new ReviewPage(outcome.Summary with { Command = command }, outcome.Results, "9.8.7").Write(stream, Files);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static int Bytes(Outcome outcome) => Encoding.UTF8.GetByteCount(Html(outcome));

    private static double Number(string text) => double.Parse(text.Trim('$', '%', ' '), CultureInfo.InvariantCulture);

    /// <summary>The hash of what an element holds, as the policy has it.</summary>
    private static string HashOf(string html, string element)
    {
        var from = html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var content = html[from..html.IndexOf($"</{element}>", from, StringComparison.Ordinal)];
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    [GeneratedRegex("sha256-[A-Za-z0-9+/=]+")]
    private static partial Regex Policy();

    [GeneratedRegex("<(img|link|iframe|object|embed|base|form)|\\bstyle=|\\bon[a-z]+=\"|@import|url\\(|\\bsrc=")]
    private static partial Regex Loading();
}
