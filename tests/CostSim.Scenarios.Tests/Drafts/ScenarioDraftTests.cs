using System.Text;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Drafts;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Tests.Drafts;

/// <summary>The text of a scenario that is written from its parts: what it looks like, and that it is read as it was meant.</summary>
public sealed class ScenarioDraftTests : IDisposable
{
    private static readonly ScenarioDraft Small = new(
        "Tickets", "ticket", 300, "gpt-5-mini", Tier.Batch,
        [
            new PhaseDraft("tag")
            {
                InputTokens = new(new SumDraft(
                    new NumberDraft(120), new ProductDraft(new ColumnDraft("a.csv", "b", true), new NameDraft("k")))),
                OutputTokens = new(new RangeDraft(1, 50), "A remark that is so long that it does not fit on one line of a hundred and ten "
                    + "letters, and goes on below."),
                MaxOutputTokens = new(50),
                RetryRate = new(new RangeDraft(0, 0.1) { Chance = 0.5 }),
            },
        ])
    {
        Remarks = ["First.", "Second."],
        PricesOn = new DateOnly(2026, 11, 21),
        Factors = [new("k", new(new RangeDraft(0.8, 1.2), "Why."))],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("costsim-draft-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_text_with_remarks() => Assert.Equal(
        """
        // First.
        // Second.
        {
          "name": "Tickets",
          "item": "ticket", "items": 300,
          "model": "gpt-5-mini", "tier": "batch",
          "pricesOn": "2026-11-21",
          "spread": {},

          "factors": {
            // Why.
            "k": { "range": [0.8, 1.2], "level": "run" },
          },

          "phases": [
            {
              "id": "tag",
              "inputTokens": {
                "sum": [120, { "product": [{ "file": "a.csv", "column": "b", "level": "item" }, "k"] }],
              },
              // A remark that is so long that it does not fit on one line of a hundred and ten letters, and goes on
              // below.
              "outputTokens": { "range": [1, 50], "level": "run" },
              "maxOutputTokens": 50,
              "retry": { "rate": { "range": [0, 0.1], "chance": 0.5, "level": "run" }, "rounds": 1 },
            },
          ],
        }

        """,
        Small.Text);

    [Fact]
    public void It_is_read_as_it_was_meant()
    {
        File.WriteAllText(Path.Combine(_folder, "a.csv"), $"b\n{string.Join('\n', Enumerable.Range(100, 40))}\n");
        var scenario = Read(Small);

        Assert.Equal(("Tickets", "ticket", 300L), (scenario.Name, scenario.Item, scenario.Items));
        var call = scenario.Phases[0].Call!;
        Assert.Equal((50L, 1), (call.MaxOutputTokens, scenario.Phases[0].Retry!.Rounds));
    }

    [Fact]
    public void Several_kinds_of_units()
    {
        var scenario = Read(new ScenarioDraft("Batch", "batch", 1, "gpt-5-mini", Tier.Batch,
        [
            new PhaseDraft("batch") { Split = [KeyValuePair.Create("a", 7L), KeyValuePair.Create("b", 5L)] },
            new PhaseDraft("a") { Only = "a", InputTokens = new(new RangeDraft(1, 2)), OutputTokens = new(new NumberDraft(3)) },
            new PhaseDraft("b")
            {
                Only = "b",
                Model = "gpt-5",
                Tier = Tier.Standard,
                InputTokens = new(new CachedDraft(new NumberDraft(0.5), new NumberDraft(2000), null)),
                OutputTokens = new(new NumberDraft(3)),
            },
        ]));

        Assert.Equal(["batch", "a", "b"], scenario.Phases.Select(phase => phase.Id));
        Assert.Equal(("gpt-5", Tier.Standard), (scenario.Phases[2].Call!.Model.Price.Model, scenario.Phases[2].Call!.Model.Price.Tier));
    }

    /// <summary>Lines stay short enough to be read, whatever stands on them.</summary>
    [Fact]
    public void What_is_long_goes_onto_several_lines()
    {
        var column = new ColumnDraft($"{new string('a', 60)}.csv", "column", false);
        var draft = Small with
        {
            Phases =
            [
                new PhaseDraft("p")
                {
                    InputTokens = new(new ModalDraft(new SumDraft(column, column), new NumberDraft(1), new NumberDraft(2))),
                    OutputTokens = new(new NumberDraft(1)),
                },
            ],
        };

        Assert.All(draft.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 115));
        Assert.Contains("        \"audio\": 1,\n        \"image\": 2,\n      },", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_words_of_the_language_are_written()
    {
        Assert.Equal("{}", Written.Object(Place.Phase).ToJsonString());
        Assert.Throws<ArgumentException>(() => Written.Object(Place.Phase, ("input", (JsonNode)1)));
    }

    private Scenario Read(ScenarioDraft draft)
    {
        var path = Path.Combine(_folder, "scenario.json");
        File.WriteAllText(path, draft.Text, new UTF8Encoding(false));
        var reading = ScenarioReader.ReadFile(path, ScenarioChanges.None, FixedPrices.Catalogue);
        Assert.DoesNotContain(reading.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        return reading.Scenario!;
    }
}
