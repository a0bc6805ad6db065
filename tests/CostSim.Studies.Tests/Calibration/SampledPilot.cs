using System.Globalization;
using CostSim.Batches;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Calibrations;

/// <summary>
/// The truth of a job of two phases, drawn request by request by a sampler that shares nothing with the engine: a pilot of it is
/// calibrated on, and runs of it are what the calibrated scenario has to cover.
/// </summary>
internal sealed record SampledPilot
{
    /// <summary>Standard deviations of logarithms: what all amounts of an item share, and what each call has of its own.</summary>
    public double OfItem { get; init; }

    public double OfCall { get; init; } = 0.5;

    /// <summary>Calls of each item in the first phase.</summary>
    public int Drafts { get; init; } = 1;

    public double RetryRate { get; init; } = 0.08;

    public double Reviewed { get; init; } = 0.3;

    /// <summary>The median of a draft's reasoning; 0 where it does not reason.</summary>
    public double Reasoning { get; init; } = 500;

    /// <summary>The scenario as it is planned before the pilot: wrong in every number.</summary>
    public string Scenario(long items) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "Truth", "item": "text", "items": {{items}}, "model": "gpt-5-mini", "tier": "batch", "spread": {},
          "phases": [
            {{(Drafts > 1 ? $"{{ \"id\": \"parts\", \"local\": true, \"split\": {Drafts} }}," : "")}}
            { "id": "draft", "customId": "draft-*", "inputTokens": [100, 200], "visibleTokens": [10, 20], "reasoningTokens": [5, 9],
              "retry": { "rate": 0.5, "rounds": 1 } },
            {{(Drafts > 1 ? "{ \"id\": \"whole\", \"local\": true, \"join\": true }," : "")}}
            { "id": "review", "customId": "review-*", {{(Drafts > 1 ? "" : "\"share\": 0.9,")}} "inputTokens": 10, "outputTokens": 10 },
          ],
        }
        """);

    /// <summary>Rows of a run.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="items">Its items.</param>
    /// <param name="day">The standard deviation of the day's effect on all tokens.</param>
    public IEnumerable<LedgerRow> Draw(int seed, int items, double day = 0)
    {
        var random = new Random(seed);
        var ofDay = Math.Exp(day * Normal() - day * day / 2);
        List<LedgerRow> again = [], reviews = [];
        for (var item = 1; item <= items; item++)
        {
            var size = ofDay * Math.Exp(OfItem * Normal());
            for (var draft = 1; draft <= Drafts; draft++)
            {
                var id = Drafts == 1 ? $"draft-{item:D5}" : $"draft-{item:D5}-{draft}";
                yield return Draft("draft.jsonl", id, 1, size);
                if (random.NextDouble() < RetryRate)
                    again.Add(Draft("again.jsonl", id, 2, size));
            }

            if (Drafts > 1 || random.NextDouble() < Reviewed)
                reviews.Add(Row("review.jsonl", $"review-{item:D5}", 1, new(Tokens(900 * size), 0, 0, 0, 0, Tokens(300 * size), 0)));
        }

        foreach (var row in again.Concat(reviews))
            yield return row;

        LedgerRow Draft(string file, string id, int attempt, double size) => Row(file, id, attempt, new(
            Tokens(1500 * size), 0, 0, 0, 0, Tokens(120 * size), Reasoning == 0 ? 0 : Tokens(Reasoning * size)));

        long Tokens(double median) => (long)Math.Round(median * Math.Exp(OfCall * Normal()));

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>What rows cost in the prices of a scenario's first phase.</summary>
    public static double Usd(Scenario scenario, IEnumerable<LedgerRow> rows)
    {
        var price = scenario.Calls.First().Model.Price;
        return rows.Sum(row => row.Tokens.Input * (double)price.InputPicoUsd + row.Tokens.Output * (double)price.OutputPicoUsd!) * 1e-12;
    }

    public static LedgerRow Row(string file, string id, int attempt, TokenUsage tokens) => new()
    {
        File = file,
        Line = 1,
        Provider = Provider.OpenAi,
        CustomId = id,
        Attempt = attempt,
        BilledBefore = attempt - 1,
        Model = "gpt-5-mini-2025-08-07",
        Tier = Tier.Batch,
        Status = RowStatus.Succeeded,
        Tokens = tokens,
    };
}
