using System.Text;
using CostSim.Scenarios.Levers;
using CostSim.Scenarios.Reading;
using CostSim.Scenarios.Tests.Prices;

namespace CostSim.Scenarios.Tests.Levers;

public class LeverBookTests
{
    private const string Text = """
        {
          "name": "Levers", "items": 10, "model": "gpt-5-mini", "tier": "standard", "pricesOn": "2026-11-21", "spread": {},
          "factors": { "low": [1.2, 1.6], "high": [2, 4] },
          "phases": [
            { "id": "queue", "local": true, "duplicate": [0.01, 0.05] },
            { "id": "plan", "inputTokens": { "sum": [300, 1500, [200, 900]] }, "visibleTokens": 100, "billedPerVisible": "low" },
            { "id": "write", "inputTokens": [700, 1500], "visibleTokens": 100, "billedPerVisible": "high", "tier": "batch" },
            { "id": "tone", "name": "Tone check", "model": "gpt-4.1-nano", "tier": "batch", "inputTokens": 700, "outputTokens": 10 },
            { "id": "form", "local": true, "retry": { "rate": 0.1, "rounds": 1, "rerun": "plan" } },
          ],
        }
        """;

    private static readonly LeverSearch Found = Of();

    [Fact]
    public void Every_kind_finds_its_phases_and_says_the_change()
    {
        Assert.Equal(["tier=batch"], Changes(LeverKind.BatchTier));
        Assert.Equal(["phases.queue.duplicate=0"], Changes(LeverKind.Deduplication));
        // The greatest fixed term of a sum; else an assumed half of the input, of which 80 % are read.
        Assert.Equal(
            ["phases.plan.inputTokens.sum.1={\"cached\":0.8,\"of\":1500}", "phases.write.inputTokens={\"cached\":0.4,\"of\":[700,1500]}"],
            Changes(LeverKind.Caching));
        // Not the check of the tone, which made nothing.
        Assert.Equal(["phases.form.retry.rerun=write"], Changes(LeverKind.FailedPartOnly));
        Assert.Equal(["phases.plan.model=openai/gpt-5-nano", "phases.write.model=openai/gpt-5-nano"], Changes(LeverKind.SmallerModel));
        Assert.Equal(["phases.tone.share=0.05"], Changes(LeverKind.SampledChecks));
        Assert.Equal(["phases.plan.billedPerVisible={\"sum\":[0.5,{\"product\":[0.5,\"low\"]}]}", "phases.write.billedPerVisible=low"],
            Changes(LeverKind.LowerReasoning));
        Assert.Empty(Found.Others);
    }

    /// <summary>A newer version at a lower price is not smaller; a smaller one of an older version is.</summary>
    [Theory]
    [InlineData("claude-opus-4-1", "anthropic/claude-sonnet-4-6")]
    [InlineData("claude-opus-4-5", "anthropic/claude-sonnet-4-6")]
    [InlineData("claude-sonnet-4-0", "anthropic/claude-haiku-4-5")]
    [InlineData("gpt-5", "openai/gpt-5-mini")]
    [InlineData("gemini-2.5-pro", "google/gemini-2.5-flash")]
    public void A_smaller_model_is_cheaper_and_no_mere_version(string model, string smaller) =>
        Assert.Equal($"phases.tone.model={smaller}",
            Of($"phases.tone.model={model}").Levers.Single(
                lever => lever is { Kind: LeverKind.SmallerModel, Where: "tone" }).Changes.Single());

    [Fact]
    public void A_model_that_was_shut_down_is_no_smaller_one()
    {
        var served = SmallerThan(FixedPrices.Catalogue);
        var own = CatalogueReader.Read("own.json", Encoding.UTF8.GetBytes($$"""
            { "rows": [ {{GivenPrices.Row("\"input\": 1, \"output\": 2")}} ], "models": [ { "provider": "openai", "model": "{{served.Split('/')[1]}}",
              "retiredOn": "2026-11-21", "checkedOn": "2026-11-21", "source": "test" } ] }
            """)).Catalogue!;
        var retired = FixedPrices.Catalogue.With(own);

        Assert.NotEqual(served, SmallerThan(retired));
    }

    /// <summary>What the first lever of a smaller model proposes.</summary>
    private static string SmallerThan(PriceCatalogue prices)
    {
        var reading = ScenarioReader.Read("levers.json", Encoding.UTF8.GetBytes(Text), ScenarioChanges.None, prices);
        return LeverBook.Of(reading.Scenario!, prices).Levers.First(lever => lever.Kind == LeverKind.SmallerModel).Changes.Single();
    }

    [Fact]
    public void Every_change_can_be_read_and_the_neutral_one_writes_the_amount_at_the_same_path()
    {
        foreach (var lever in Found.Levers)
        {
            var changed = Read([.. lever.Changes]);
            var reference = lever.Neutral.Count == 0 ? Read() : Read([.. lever.Neutral]);

            Assert.All([changed, reference], reading => Assert.True(reading.Scenario is not null, string.Join("\n", reading.Diagnostics)));
            if (lever.Kind == LeverKind.Caching)
                Assert.All(Inputs(changed, lever.Where!), path => Assert.Contains(path, Inputs(reference, lever.Where!)));
        }
    }

    [Fact]
    public void What_does_not_apply_has_a_reason()
    {
        var found = Of(
            "timing=real-time", "phases.queue.duplicate=0", "phases.form=null", "phases.tone.share=0.1", "phases.tone.model=gpt-5-nano");

        Assert.Contains((LeverKind.BatchTier, "answers are needed in real time"), found.Others);
        Assert.Contains((LeverKind.Deduplication, "nothing is delivered twice (queue)"), found.Others);
        Assert.Contains((LeverKind.FailedPartOnly, "no retry has `rerun`: only what is refused is repeated"), found.Others);
        Assert.Contains((LeverKind.SampledChecks, "it is a sample already (tone)"), found.Others);
        Assert.DoesNotContain(found.Levers, lever => lever.Where == "tone" && lever.Kind == LeverKind.SmallerModel);
    }

    [Fact]
    public void A_run_and_the_command_line_change_what_is_found()
    {
        var found = Of("phases.write.inputTokens=[10,20]");

        Assert.Contains(found.Levers, lever => lever.Changes[0] == "phases.write.inputTokens={\"cached\":0.4,\"of\":[10,20]}");
    }

    private static IEnumerable<string> Changes(LeverKind kind) =>
        Found.Levers.Where(lever => lever.Kind == kind).SelectMany(lever => lever.Changes);

    /// <summary>Paths of what is drawn in a phase's input, but for the cache's share.</summary>
    private static IEnumerable<string> Inputs(ScenarioReading reading, string phase) =>
        reading.Scenario!.Phases.First(one => one.Id == phase).Call!.InputTokens.Leaves.OfType<Uncertain>().Select(leaf => leaf.Path);

    private static LeverSearch Of(params string[] changes) => LeverBook.Of(Read(changes).Scenario!, FixedPrices.Catalogue);

    private static ScenarioReading Read(params string[] changes) =>
        ScenarioReader.Read("levers.json", Encoding.UTF8.GetBytes(Text), new ScenarioChanges(changes), FixedPrices.Catalogue);
}
