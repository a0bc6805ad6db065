using System.Text;
using System.Text.Json;

namespace CostSim.Scenarios.Tests.Prices.LiteLlm;

public class LiteLlmImportTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Fact]
    public void Amounts_for_one_token_become_rows()
    {
        var result = Read("""
            {
              "sample_spec": { "litellm_provider": "one of", "input_cost_per_token": 0.0 },
              "acme/one": {
                "litellm_provider": "acme", "mode": "chat", "max_input_tokens": 1000000, "max_output_tokens": 64000.0, "source": "https://acme.example/prices", "deprecation_date": "2027-01-01",
                "input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-07, "output_cost_per_reasoning_token": 1e-05,
                "input_cost_per_token_batches": 6.25e-07, "output_cost_per_token_batches": 5e-06, "cache_read_input_token_cost_batches": 6.25e-08,
                "input_cost_per_token_above_200k_tokens": 2.5e-06, "output_cost_per_token_above_200k_tokens": 1.5e-05,
                "input_cost_per_token_above_200k_tokens_batches": 1.25e-06, "output_cost_per_token_above_200k_tokens_batches": 7.5e-06
              }
            }
            """);

        Assert.Empty(result.Unmapped);
        Assert.Equal(1, result.Models);
        Assert.Equal(
        [
            "acme one standard : Input=1250000 CachedInput=125000 Output=10000000",
            "acme one standard 200000: Input=2500000 Output=15000000",
            "acme one batch : Input=625000 CachedInput=62500 Output=5000000",
            "acme one batch 200000: Input=1250000 Output=7500000",
        ], result.Rows.Select(Told));
        Assert.All(result.Rows, row => Assert.Equal(
            (Day, null, Day, "the list, which names https://acme.example/prices"), (row.From, row.To, row.CheckedOn, row.Source)));
        Assert.Equal(
            new ModelFacts("acme", "one", Day, "the list, which names https://acme.example/prices")
            {
                ContextWindowTokens = 1_000_000,
                MaxOutputTokens = 64_000,
                DeprecatedOn = new DateOnly(2027, 1, 1),
            }, Assert.Single(result.Facts));
    }

    [Theory]
    [InlineData("acme", "\"cache_creation_input_token_cost\": 2e-06", "CacheWrite=2000000")]
    [InlineData("anthropic", "\"cache_creation_input_token_cost\": 2e-06", "CacheWrite5m=2000000")]
    [InlineData("acme", "\"cache_creation_input_token_cost\": 2e-06, \"cache_creation_input_token_cost_above_1hr\": 3e-06",
        "CacheWrite5m=2000000 CacheWrite1h=3000000")]
    public void Cache_writes_by_lifetime(string provider, string fields, string expected)
    {
        var row = Assert.Single(Read(Model($"\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 4e-06, {fields}", provider)).Rows);
        Assert.Equal($"{provider} one standard : Input=1000000 {expected} Output=4000000", Told(row));
    }

    [Fact]
    public void Embeddings_have_no_output() =>
        Assert.Equal(
            ["acme one standard : Input=20000", "acme one batch : Input=10000"],
            Read(Model(
                "\"mode\": \"embedding\", \"input_cost_per_token\": 2e-08, \"output_cost_per_token\": 0.0, "
                    + "\"input_cost_per_token_batches\": 1e-08, \"output_cost_per_token_batches\": 0")).Rows.Select(Told));

    [Fact]
    public void Audio_and_other_tiers_are_taken_over() =>
        Assert.Equal(
            [
                "acme one standard : Input=500000 AudioInput=1000000 ImageInput=700000 Output=3000000",
                "acme one flex : Input=250000 CachedInput=25000 Output=1500000",
                "acme one priority : Input=900000 AudioInput=1800000 Output=5400000",
            ],
            Read(Model(
                "\"input_cost_per_token\": 5e-07, \"input_cost_per_audio_token\": 1e-06, \"input_cost_per_image_token\": 7e-07, "
                    + "\"output_cost_per_token\": 3e-06, \"input_cost_per_token_flex\": 2.5e-07, \"output_cost_per_token_flex\": 1.5e-06, "
                    + "\"cache_read_input_token_cost_flex\": 2.5e-08, \"input_cost_per_token_priority\": 9e-07, "
                    + "\"input_cost_per_audio_token_priority\": 1.8e-06, \"output_cost_per_token_priority\": 5.4e-06")).Rows.Select(Told));

    [Theory]
    [InlineData("\"input_cost_per_token_cache_hit\": 7e-08")]
    [InlineData("\"input_cost_per_token_cache_hit\": 7e-08, \"cache_read_input_token_cost\": 7e-08")]
    public void A_price_that_is_written_twice_alike_is_one(string fields) =>
        Assert.Equal("acme one standard : Input=1000000 CachedInput=70000 Output=2000000",
            Told(Assert.Single(
                Read(Model($"\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, {fields}")).Rows)));

    [Fact]
    public void Words_in_the_place_of_numbers_of_tokens_are_no_facts() =>
        Assert.Empty(
            Read(Model(
                "\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, \"max_input_tokens\": \"all\", "
                    + "\"deprecation_date\": \"soon\"")).Facts);

    [Fact]
    public void The_last_digits_of_a_double_are_no_fault() =>
        Assert.Equal("acme one standard : Input=400000 Output=1600000",
            Told(Assert.Single(Read(Model("\"input_cost_per_token\": 4.0000000000000003e-07, \"output_cost_per_token\": 1.6e-06")).Rows)));

    [Theory]
    [InlineData("\"output_cost_per_image\": 0.04", "priced by the image, not by the token")]
    [InlineData("\"input_cost_per_query\": 0.001, \"input_cost_per_token\": 0.0", "priced by the query, not by the token")]
    [InlineData("\"input_cost_per_audio_per_second\": 0.001, \"mode\": \"audio_transcription\"", "priced by the second, not by the token")]
    [InlineData(
        "\"mode\": \"image_generation\", \"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 1e-06, "
            + "\"output_cost_per_image\": 0.04", "priced by the image too, as image_generation")]
    [InlineData("\"input_cost_per_audio_token\": 1e-06, \"output_cost_per_token\": 1e-06", "standard: input or output has no price")]
    [InlineData(
        "\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 1e-06, \"output_cost_per_audio_token\": 3e-06",
        "output_cost_per_audio_token is a price that a row cannot say")]
    [InlineData("\"max_tokens\": 5", "no price of tokens")]
    [InlineData("\"input_cost_per_token\": 1e-06", "standard: input or output has no price")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 0.0",
        "output_cost_per_token is 0, which is not established|standard: input or output has no price")]
    [InlineData("\"input_cost_per_token\": 0, \"output_cost_per_token\": 0",
        "input_cost_per_token is 0, which is not established|output_cost_per_token is 0, which is not established")]
    [InlineData("\"input_cost_per_token\": \"1e-06\", \"output_cost_per_token\": 1e-06",
        "input_cost_per_token is no price|standard: input or output has no price")]
    [InlineData("\"input_cost_per_token\": -1, \"output_cost_per_token\": 1e-06",
        "input_cost_per_token is no price|standard: input or output has no price")]
    [InlineData("\"input_cost_per_token\": 1e999, \"output_cost_per_token\": 1e-06",
        "input_cost_per_token is no price|standard: input or output has no price")]
    [InlineData("\"input_cost_per_token\": 1e-13, \"output_cost_per_token\": 1e-06",
        "input_cost_per_token is no price|standard: input or output has no price")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, \"output_cost_per_reasoning_token\": 3e-06",
        "output_cost_per_reasoning_token is not the price of output")]
    [InlineData(
        "\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, \"tiered_pricing\": []", "tiered_pricing: prices by range")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, \"output_cost_per_token_above_200k_tokens\": 3e-06",
        "standard: input or output has no price")]
    [InlineData(
        "\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, \"input_cost_per_token_above_128k_tokens\": 2e-06, "
            + "\"output_cost_per_token_above_128k_tokens\": 3e-06, \"input_cost_per_token_above_200k_tokens\": 2e-06, "
                + "\"output_cost_per_token_above_200k_tokens\": 3e-06",
        "standard: several limits of long contexts")]
    public void What_a_row_cannot_say_gives_no_row_and_a_reason(string fields, string reasons)
    {
        var result = Read(Model(fields));

        Assert.Empty(result.Rows);
        Assert.Equal(reasons.Split('|').Select(reason => new Unmapped("one", reason, true)), result.Unmapped);
    }

    [Fact]
    public void A_batch_without_the_long_contexts_of_standard_is_left_out()
    {
        var result = Read(Model(
            "\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, \"input_cost_per_token_above_200k_tokens\": 2e-06, "
                + "\"output_cost_per_token_above_200k_tokens\": 3e-06,"
            + "\"input_cost_per_token_batches\": 5e-07, \"output_cost_per_token_batches\": 1e-06, \"input_cost_per_token_flex\": 5e-07, "
            + "\"search_context_cost_per_query\": { \"search_context_size_low\": 0.01 }"));

        Assert.All(result.Rows, row => Assert.Equal(Tier.Standard, row.Tier));
        Assert.Equal(2, result.Rows.Count);
        Assert.Equal(
            [
                new Unmapped("one", "field search_context_cost_per_query", false),
                new Unmapped("one", "batch: no price for long contexts, which standard has", false),
                new Unmapped("one", "flex: input or output has no price", false),
            ], result.Unmapped);
    }

    [Fact]
    public void A_second_entry_of_one_model_is_left_out()
    {
        var one = "{ \"litellm_provider\": \"acme\", \"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06 }";
        var result = Read(
            $"{{ \"one\": {one}, \"acme/one\": {one}, \"two\": 5, \"three\": {{ \"input_cost_per_token\": 1e-06, "
                + $"\"output_cost_per_token\": 2e-06 }} }}");

        Assert.Equal("one", Assert.Single(result.Rows).Model);
        Assert.Equal(4, result.Models);
        Assert.Equal(
            [new Unmapped("acme/one", "a second entry of one provider and model", true), new Unmapped("two", "no object", true),
                new Unmapped("three", "no litellm_provider", true)], result.Unmapped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("5")]
    public void What_is_no_list_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    [Fact]
    public void What_is_written_is_a_sound_catalogue()
    {
        var rows = Read(Model("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06")).Rows;
        Assert.Empty(GivenPrices.Read(Encoding.UTF8.GetString(CatalogueText.Of(new PriceCatalogue(rows, []), "x"))).Diagnostics);
    }

    private static string Model(string fields, string provider = "acme") =>
        $"{{ \"one\": {{ \"litellm_provider\": \"{provider}\", {fields} }} }}";

    private static ImportResult Read(string text) => LiteLlmImport.Read(Encoding.UTF8.GetBytes(text), "the list", Day);

    private static string Told(PriceRow row) =>
        $"{row.Provider} {row.Model} {row.Tier} {row.AboveInputTokens}: "
            + $"{string.Join(' ', row.PicoUsd.OrderBy(known => known.Key).Select(known => $"{known.Key}={known.Value}"))}";
}
