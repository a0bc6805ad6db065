using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading;
using static CostSim.Scenarios.Schema.SchemaForm;

namespace CostSim.Scenarios.Schema;

/// <summary>A word of the language as an editor shows it.</summary>
/// <param name="Key">The word.</param>
/// <param name="Form">What may stand there.</param>
/// <param name="Description">What it means, in one sentence.</param>
internal sealed record SchemaWord(string Key, Func<JsonObject> Form, string Description);

/// <summary>What every word of the language may hold, place by place. A new word takes one line here.</summary>
internal static class SchemaWords
{
    private const double MostUsd = 1e15;

    private static readonly SchemaWord[] CallWords =
    [
        new("inputTokens", Tokens, "All input tokens of one call."),
        new("outputTokens", Tokens, "Billed output tokens of one call, reasoning included."),
        new("visibleTokens", Tokens, "Visible output tokens of one call; with billedPerVisible or reasoningTokens."),
        new("billedPerVisible", () => AmountOf(1, 1e6), "Billed ÷ visible output, 1 or more."),
        new("reasoningTokens", Tokens, "Reasoning tokens of one call, added to the visible output."),
        new("maxOutputTokens", () => Number(1, 1e9), "Each call bills at most so many output tokens."),
        new("model", Text, "The model whose prices apply, by its exact name."),
        new("tier", () => Word("batch", "standard"), "Which of the model's prices."),
    ];

    private static readonly SchemaWord[] ScenarioWords =
    [
        new("$schema", Text, "For editors; not read."),
        new("name", Text, "What tables and files call the scenario."),
        new("item", Text, "What one processed item is called: ticket, document."),
        new("items", () => OneOf(Whole(1, ScenarioBinder.MostItems), Numbers(2, 1, ScenarioBinder.MostItems), Definition("factorName"), ObjectOf(Place.Amount)), "How many items a run processes; or runs."),
        new("runs", () => MapOf(ObjectOf(Place.Run)), "Several runs, shown side by side on the same draws, never added up."),
        new("model", Text, "The model whose prices apply, by its exact name."),
        new("tier", () => Word("batch", "standard"), "Which of the model's prices."),
        new("safetyMargin", () => Number(0, 1), "Planning adds this share to the P50 of the token cost; 20 % is 0.20."),
        new("spread", () => ObjectOf(Place.Spread), "How much of every range averages out over items and calls; {} = nothing."),
        new("factors", () => new JsonObject { ["type"] = "object", ["propertyNames"] = new JsonObject { ["pattern"] = IdPattern }, ["additionalProperties"] = AmountOf() }, "Amounts with a name: one draw each, shared by all who say the name."),
        new("phases", () => ListOf(ObjectOf(Place.Phase), 1), "The steps that an item passes, in order."),
        new("allowances", () => ListOf(ObjectOf(Place.Allowance)), "Tokens of each item that belong to no call."),
        new("operations", () => ListOf(ObjectOf(Place.Operation)), "Money beside the tokens: people, tools, storage."),
        new("correlations", () => ListOf(ObjectOf(Place.Correlation)), "Pairs of factors that are high or low together, run parts only."),
        new("variants", () => MapOf(Changes()), "What-ifs by name: { \"cheap-review\": { \"phases.review.model\": \"…\" } }."),
        new("limits", () => ListOf(ObjectOf(Place.Limit)), "Budgets, each with the confidence to stay within it."),
        new("expect", () => ListOf(ObjectOf(Place.Expectation)), "What the source of the numbers says, shown beside the result."),
        new("timing", () => Word("real-time", "queued", "scheduled", "backfill"), "When the work is done."),
        new("completionWindowHours", () => Positive(8784), "The hours within which a batch is to be done."),
        new("pricesOn", Day, "The day whose prices apply."),
        new("currency", () => ObjectOf(Place.Currency), "A second column in another currency: { code, perUsd, on }."),
    ];

    private static readonly SchemaWord[] RunWords =
    [
        new("items", () => OneOf(Whole(1, ScenarioBinder.MostItems), Numbers(2, 1, ScenarioBinder.MostItems), Definition("factorName"), ObjectOf(Place.Amount)), "How many items the run processes."),
        new("period", () => Word("hour", "day", "week", "month", "quarter", "year"), "How often such a run comes."),
        new("change", Changes, "What is different in this run: { \"phases.review\": null }."),
    ];

    private static readonly SchemaWord[] SpreadWords =
    [
        new("item", () => Number(0, 1), "The share of every log-range that is drawn once an item."),
        new("call", () => Number(0, 1), "The share of every log-range that is drawn once a call."),
    ];

    private static readonly SchemaWord[] PhaseWords =
    [
        new("id", Id, "A short name for tables and changes."),
        new("name", Text, "What tables print."),
        new("local", True, "No call, no cost: a filter, a check by a program."),
        new("usdPerUnit", () => AmountOf(0, MostUsd), "Money for each unit: a person, a tool."),
        new("only", () => OneOf(Id(), ListOf(Id(), 1)), "Takes the units that carry the label, or any of the labels."),
        new("share", Probability, "Each unit is taken with this chance; the others skip the phase and go on."),
        new("split", () => OneOf(Whole(1, UnitFlow.MostUnits), Numbers(2), Definition("factorName"), ObjectOf(Place.Amount), MapOf(Whole(1, UnitFlow.MostUnits))), "Each unit becomes so many."),
        new("join", True, "The item's units become one."),
        new("duplicate", Probability, "Each unit is delivered once more with this chance."),
        .. CallWords,
        new("retry", () => ObjectOf(Place.Retry), "What happens to a refused call."),
        new("keep", Probability, "Each unit that was taken goes on with this chance; the rest is dropped. 0 drops everything."),
        new("route", () => MapOf(OneOf(Probability(), Word("rest"))), "Each unit gets at most one of the labels, by chance."),
        new("counts", () => Word("drawn", "rounded"), "Whether share and keep are drawn, or rounded for each item."),
    ];

    private static readonly SchemaWord[] RetryWords =
    [
        new("name", Text, "What tables call the repeated calls."),
        new("rate", Probability, "The chance that a call is refused."),
        new("rounds", () => Whole(1, 1000), "How many more times a unit may be called: attempts − 1."),
        new("capPerItem", () => Whole(1, 1_000_000_000), "How many calls of one item may be repeated, all rounds together."),
        new("extraInputTokens", Tokens, "Added to the input of each repeated call."),
        new("fix", () => ObjectOf(Place.Fix), "A correction call before each repeated call."),
        new("rerun", Id, "Repeats everything from that phase to this one."),
        new("failed", () => Word("keep", "drop"), "What happens to what is still refused after the last round."),
    ];

    private static readonly SchemaWord[] AmountWords =
    [
        .. ShapeWord.ForEditors,
        new("product", () => ListOf(AmountOf(), 1), "A product of amounts."),
        new("sum", () => ListOf(AmountOf(), 1), "A sum of amounts."),
        new("by", () => MapOf(AmountOf()), "An amount for each label of a unit."),
        new("cached", Probability, "The share of these tokens that pays the cache-read price."),
        new("of", () => AmountOf(), "The tokens of which a share is cached."),
        new("lifetime", Text, "Which of the model's cache lifetimes is paid for."),
        new("truncate", () => Numbers(2), "Redrawn inside these ends."),
        new("clip", () => Numbers(2), "Set to the nearer of these ends."),
        new("chance", () => Number(0, 1), "Present with this chance, else 0."),
        new("level", () => Word("run", "item", "call"), "Where all of it is drawn."),
        new("spread", () => ObjectOf(Place.Spread), "Its own shares instead of the scenario's."),
    ];

    private static readonly SchemaWord[] FitWords = [new("mean", Real, "Its mean."), new("sd", () => Positive(1e300), "Its standard deviation.")];

    private static readonly SchemaWord[] PercentilesWords = [new("min", () => Number(), "Its least value."), new("max", () => Number(), "Its greatest value.")];

    private static readonly SchemaWord[] BetaWords = [new("k", () => Number(), "How many cases did."), new("n", () => Number(), "How many cases were looked at.")];

    private static readonly SchemaWord[] CorrelationWords =
    [
        new("between", () => ListOf(Text(), 2), "Paths of amounts with a run part: factors.reasoning, phases.review.inputTokens."),
        new("rank", () => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = -1, ["exclusiveMaximum"] = 1 }, "The rank correlation of each pair."),
        new("matrix", () => ListOf(ListOf(Number(-1, 1), 2), 2), "A rank correlation for each pair: rows and columns in the order of between."),
    ];

    private static readonly SchemaWord[] AllowanceWords =
    [
        new("name", Text, "What tables print."),
        new("inputTokensPerItem", () => AmountOf(0, 1e12), "Input tokens of each item."),
        new("outputTokensPerItem", () => AmountOf(0, 1e12), "Billed output tokens of each item."),
    ];

    private static readonly SchemaWord[] OperationWords =
    [
        new("name", Text, "What tables print."),
        new("usdPerRun", () => AmountOf(0, 1e12), "USD of a run."),
        new("usdPerItem", () => AmountOf(0, 1e9), "USD of each item."),
    ];

    private static readonly SchemaWord[] LimitWords =
    [
        new("run", Id, "The run that it speaks of; every run unless said."),
        new("atMostUsd", () => Positive(MostUsd), "The most that may be spent, in USD."),
        new("confidence", () => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 }, "The probability to stay within it; 0.95 is usual."),
        new("per", () => Word("run", "item"), "Whether it is of the run, or of the run's cost divided by its items."),
        new("of", () => Word("tokens", "all"), "Whether operations count as well."),
    ];

    private static readonly SchemaWord[] CurrencyWords =
    [
        new("code", () => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z]{3}$" }, "The code of the currency: EUR."),
        new("perUsd", () => Positive(1e9), "How many units one USD buys."),
        new("on", Day, "The day of that rate."),
    ];

    private static readonly SchemaWord[] ExpectationWords =
    [
        new("items", () => Whole(1, ScenarioBinder.MostItems), "The number of items that the source speaks of."),
        new("tier", () => Word("batch", "standard"), "The tier that the source speaks of; batch unless said."),
        new("absoluteUsd", () => Numbers(2), "The source's minimum and maximum."),
        new("absoluteRoundedToUsd", () => Positive(MostUsd), "The step to which the source rounds them."),
        new("realisticUsd", () => Numbers(2), "The source's realistic range."),
        new("realisticRoundedToUsd", () => Positive(MostUsd), "The step to which the source rounds it."),
        new("rounding", () => Word("nearest", "up"), "How the source rounds its realistic range."),
    ];

    private static readonly Dictionary<Place, SchemaWord[]> Words = new()
    {
        [Place.Scenario] = ScenarioWords,
        [Place.Run] = RunWords,
        [Place.Spread] = SpreadWords,
        [Place.Phase] = PhaseWords,
        [Place.Retry] = RetryWords,
        [Place.Amount] = AmountWords,
        [Place.Component] = [.. AmountWords.Where(word => Vocabulary.KeysOf(Place.Component).Contains(word.Key))],
        [Place.Fit] = FitWords,
        [Place.Percentiles] = PercentilesWords,
        [Place.Beta] = BetaWords,
        [Place.Correlation] = CorrelationWords,
        [Place.Allowance] = AllowanceWords,
        [Place.Operation] = OperationWords,
        [Place.Limit] = LimitWords,
        [Place.Currency] = CurrencyWords,
        [Place.Expectation] = ExpectationWords,
        [Place.Fix] = CallWords,
    };

    /// <summary>Whether the place is one of a scenario; the others are of price catalogues.</summary>
    public static bool IsOfScenarios(Place place) => place is not (Place.Catalogue or Place.PriceRow or Place.PriceAmounts or Place.PriceAlias);

    public static IReadOnlyList<SchemaWord> Of(Place place) => Words.GetValueOrDefault(place, []);
}
