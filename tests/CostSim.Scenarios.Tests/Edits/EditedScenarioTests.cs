using CostSim.Scenarios.Drafts;
using CostSim.Scenarios.Edits;

namespace CostSim.Scenarios.Tests.Edits;

/// <summary>Spans are replaced: all other bytes are what they were.</summary>
public class EditedScenarioTests
{
    private const string Text = """
        // A job.
        {
          "name": "Tags", "item": "ticket", "items": 60, /* all */ "model": "gpt-5-mini", "tier": "batch",
          "spread": {},
          "factors": {
            "guess": [1, 2], // of somebody
            "other":   { "range": [1, 3], "level": "run" }
          },
          // the steps
          "phases": [
            {  "id": "tag", "inputTokens": { "sum": [
                { "cached": 0.6, "of": 3000 }, // the guide
                { "product": [[600, 1000], "guess"] } // the ticket: "a // text"
              ] },
              "visibleTokens": { "range": [60, 100], "level": "run" }, // by hand
              "reasoningTokens":   12 , "retry": { "rate": 0.05, "rounds": 1 } },
          ],
        }

        """;

    private static readonly AmountDraft Run = new LognormalDraft(1, 0.05, DraftLevel.Run);

    [Fact]
    public void An_amount_is_replaced_and_its_comment_marked() => Holds(
        "\"visibleTokens\": { \"range\": [60, 100], \"level\": \"run\" }, // by hand",
        """
        "visibleTokens": { "product": [ // 60 calls
                { "lognormal": { "mean": 80, "sd": 9.5 }, "level": "call" }, // a good fit
                "drift",
              ] }, // before: by hand
        """,
        new AmountEdit("phases.tag.visibleTokens", "60 calls",
            [new(new LognormalDraft(80, 9.5, DraftLevel.Call), "a good fit"), new(new NameDraft("drift"))])
        { IsOfItsLine = true });

    [Fact]
    public void A_rate_stands_on_its_line() => Holds(
        "\"rate\": 0.05,", "\"rate\": { \"betaFrom\": { \"k\": 3, \"n\": 60 } } /* 3 of 60 * / */,",
        new AmountEdit("phases.tag.retry.rate", "3 of 60 */", [new(new BetaFromDraft(3, 60))]) { IsInline = true });

    [Fact]
    public void Several_parts_may_stand_on_one_line() => Holds(
        "\"reasoningTokens\":   12 ,", "\"reasoningTokens\":   { \"product\": [711, \"drift\"] } /* the same\u0020in all */ ,",
        new AmountEdit("phases.tag.reasoningTokens", "the same\nin all", [new(new NumberDraft(711)), new(new NameDraft("drift"))])
        {
            IsInline = true,
            IsOfItsLine = true,
        });

    /// <summary>A term that stays keeps its comment; those of what goes are marked.</summary>
    [Fact]
    public void Terms_of_a_sum_may_stay() => Holds(
        """
        { "sum": [
                { "cached": 0.6, "of": 3000 }, // the guide
                { "product": [[600, 1000], "guess"] } // the ticket: "a // text"
              ] },
        """,
        """
        { "sum": [ // 60 calls
              { "cached": 0.6, "of": 3000 }, // the guide
              { "product": [
                // before: the ticket: "a // text"
                { "values": [700, 900.5], "level": "call" },
                { "lognormal": { "mean": 1, "sd": 0.05 }, "level": "run" }, // open
              ] },
            ] },
        """,
        new AmountEdit("phases.tag.inputTokens", "60 calls", [new(new ValuesDraft([700, 900.5], DraftLevel.Call)), new(Run, "open")])
        {
            KeptTerms = [0],
        });

    [Fact]
    public void Factors_are_added_at_the_end_of_those_there_are() => Holds(
        "\"other\":   { \"range\": [1, 3], \"level\": \"run\" }\n",
        """
        "other":   { "range": [1, 3], "level": "run" },
            "drift": { "lognormal": { "mean": 1, "sd": 0.05 }, "level": "run" }, // assumed

        """, [new FactorDraft("drift", new(Run, "assumed"))], []);

    [Fact]
    public void A_factor_goes_with_its_line() => Holds("    \"guess\": [1, 2], // of somebody\n", "", [], ["guess"]);

    [Fact]
    public void The_last_factor_may_go_while_another_comes() => Holds(
        "    \"other\":   { \"range\": [1, 3], \"level\": \"run\" }\n",
        "    \"drift\": { \"lognormal\": { \"mean\": 1, \"sd\": 0.05 }, \"level\": \"run\" }, // assumed\n",
        [new FactorDraft("drift", new(Run, "assumed"))], ["other"]);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Where_there_are_no_factors_they_stand_before_the_phases(string newLine)
    {
        var text = "\uFEFF{\n\t\"item\": \"ä\",\n\t// the steps\n\t\"phases\": [],\n}".ReplaceLineEndings(newLine);
        var edited = EditedScenario.Of(text, [], [new FactorDraft("drift", new(new NumberDraft(1), "assumed"))], []);

        Assert.Equal(
            "\uFEFF{\n\t\"item\": \"ä\",\n\t\"factors\": {\n\t  \"drift\": 1, // assumed\n\t},\n\n\t// the steps\n\t\"phases\": [],\n}"
                .ReplaceLineEndings(newLine),
            edited);
    }

    [Fact]
    public void On_one_line_they_stand_before_the_phases_too() => Assert.Equal(
        "{ \"items\": 1, \"factors\": {\n  \"drift\": 1, // assumed\n},\n\"phases\": [] }",
        EditedScenario.Of("{ \"items\": 1, \"phases\": [] }", [], [new FactorDraft("drift", new(new NumberDraft(1), "assumed"))], []));

    public static TheoryData<string> Shipped =>
        new(Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(path => Path.GetFileName(path)));

    /// <summary>Of scenarios as people write them, every input is replaced: they are read, and have every comment that they had.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void Whatever_is_shipped_can_be_edited(string file)
    {
        var text = Repository.Text("scenarios", file);
        var reading = Given.ReadPublished(text);
        var edits = reading.Scenario!.Phases.Where(phase => phase.Call is not null).Select(phase => new AmountEdit(
            $"phases.{phase.Id}.inputTokens", "from records", [new(new NumberDraft(800), "the same"), new(new NameDraft("drift"))]));
        var edited = EditedScenario.Of(text, edits, [new FactorDraft("drift", new(Run, "assumed"))], []);

        Assert.Equal(text, EditedScenario.Of(text, [], [], []));
        Assert.DoesNotContain(Given.ReadPublished(edited).Diagnostics, one => one.Severity == Severity.Error);
        foreach (var comment in text.Split('\n').Where(line => line.Contains("// ", StringComparison.Ordinal)))
            Assert.Contains(comment[(comment.IndexOf("// ", StringComparison.Ordinal) + 3)..], edited, StringComparison.Ordinal);
    }

    private static void Holds(string old, string changed, AmountEdit edit) =>
        Holds(old, changed, EditedScenario.Of(Lines(Text), [edit], [], []));

    private static void Holds(string old, string changed, IReadOnlyList<FactorDraft> added, IReadOnlyCollection<string> removed) =>
        Holds(old, changed, EditedScenario.Of(Lines(Text), [], added, removed));

    private static void Holds(string old, string changed, string edited)
    {
        Assert.Contains(Lines(old), Lines(Text), StringComparison.Ordinal);
        Assert.Equal(Lines(Text).Replace(Lines(old), Lines(changed), StringComparison.Ordinal), edited);
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
