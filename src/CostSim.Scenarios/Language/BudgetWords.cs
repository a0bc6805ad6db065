namespace CostSim.Scenarios.Language;

/// <summary>The words of what stands around the phases: allowances, operations, limits, and what the source expects.</summary>
internal static class BudgetWords
{
    private static readonly NumberForm Usd = NumberForm.Positive(1e15, "amount of money here");

    public static readonly PlaceWords Allowance = new(Place.Allowance, "an allowance",
    [
        new("name", LineForm.Name, "What tables print: \"Unitemised output\".") { IsRequired = true },
        new("inputTokensPerItem", AmountRole.TokensPerItem, "Input tokens of each item."),
        new("outputTokensPerItem", AmountRole.TokensPerItem, "Billed output tokens of each item.")
        {
            Missing = "An allowance has `inputTokensPerItem`, `outputTokensPerItem`, or both.",
        },
    ]);

    public static readonly PlaceWords Operation = new(Place.Operation, "an entry of `operations`",
    [
        new("name", LineForm.Name, "What tables print: \"Storage and monitoring\".") { IsRequired = true },
        new("usdPerRun", AmountRole.UsdPerRun, "USD of a run.") { Missing = "An operation has `usdPerRun`, `usdPerItem`, or both." },
        new("usdPerItem", AmountRole.UsdPerItem, "USD of each item."),
    ]);

    public static readonly PlaceWords Limit = new(Place.Limit, "a limit",
    [
        new("run", LineForm.Name, "The run that it speaks of; every run unless said."),
        new("atMostUsd", Usd, "The most that a run may cost, in USD.") { IsRequired = true },
        new("confidence", new NumberForm(0, 1)
        {
            IsAboveMin = true, IsBelowMax = true, Noun = "probability",
            Hint = value => value < 100 && NumberForm.OfPercent(value) is { } share ? share : "0.95 is usual.",
        }, "The probability to stay within the limit: 0.95 is usual.") { IsRequired = true },
        new("per", new ChoiceForm<bool>(("run", false), ("item", true)),
            "Whether it is of the run, or of the run's cost divided by its items."),
        new("of", new ChoiceForm<bool>(("tokens", false), ("all", true)), "Whether operations count as well."),
    ]);

    public static readonly PlaceWords Expectation = new(Place.Expectation, "an entry of `expect`",
    [
        new("items", ScenarioWords.Items, "The number of items that the source speaks of.") { IsRequired = true },
        new("tier", new TierForm(), "The tier that the source speaks of; batch unless said."),
        new("absoluteUsd", new PairForm(), "The source's minimum and maximum."),
        new("absoluteRoundedToUsd", Usd, "The step to which the source rounds them."),
        new("realisticUsd", new PairForm(),
            "The source's realistic range.") { Missing = "An expectation has `absoluteUsd`, `realisticUsd`, or both." },
        new("realisticRoundedToUsd", Usd, "The step to which the source rounds it."),
        new("rounding", new ChoiceForm<bool>(("nearest", false), ("up", true)), "How the source rounds its realistic range."),
    ]);
}
