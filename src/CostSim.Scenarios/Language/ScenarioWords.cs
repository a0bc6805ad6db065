namespace CostSim.Scenarios.Language;

/// <summary>The words of a scenario as a whole, of its runs, its spread and its correlations.</summary>
internal static class ScenarioWords
{
    /// <summary>The items of a run.</summary>
    public static readonly WholeForm Items = new(1, 1_000_000_000);

    public static readonly Word Model = new("model", LineForm.Name, "The model whose prices apply, by its exact name.");

    public static readonly Word Tier =
        new("tier", new TierForm(), "Which of the model's prices: batch, standard, or the provider's name of another.");

    /// <summary>Where the provider caches by itself, and a request can ask it not to.</summary>
    public static readonly Word Cached = new("cached", new FalseForm(), "false: the cache that the model uses by itself is switched off.");

    /// <summary>What asks for the scenario without a variant, and for all variants: names of none.</summary>
    private static readonly string[] CaseNames = [ScenarioReading.Base, ScenarioReading.All];

    private const double HoursOfLeapYear = 8784;

    private static readonly string[] Periods = ["hour", "day", "week", "month", "quarter", "year"];

    public static readonly PlaceWords Scenario = new(Place.Scenario, "the scenario",
    [
        new("$schema", LineForm.Name, "For editors; not read."),
        new("name", LineForm.Name, "What tables and files call this scenario.") { IsRequired = true },
        new("item", LineForm.Name, "What one processed item is called: ticket, document."),
        new("items", Items, "How many items a run processes; several runs are written `runs`."),
        new("runs", new MapForm(new ObjectForm(Place.Run), Max: 50) { Reserved = CaseNames },
            "Several runs, shown side by side on the same draws, never added up."),
        Model with { IsRequired = true, Missing = "The model that calls are made to; prices are known for {0}." },
        Tier with { IsRequired = true, Missing = "Write \"batch\" or \"standard\": it decides the price." },
        Cached,
        new("safetyMargin", new NumberForm(0, 1) { Hint = NumberForm.OfPercent },
            "Planning adds this share to the P50 of the token cost; 20 % is 0.20.")
        {
            Foreign = [new("A margin of 20 % is \"safetyMargin\": 0.2.", "margin")],
        },
        new("spread", new ObjectForm(Place.Spread), "How much of every range averages out over items and calls; {} = nothing."),
        new("factors", new MapForm(AmountRole.Factor, Min: 0), "Amounts with a name: one draw each, shared by all who say the name."),
        new("phases", new ListForm(new ObjectForm(Place.Phase), 1, 1000), "The steps that an item passes, in order.")
        {
            IsRequired = true, Missing = "The steps that an item passes: [ { \"id\": …, \"inputTokens\": …, \"outputTokens\": … } ].",
            Foreign = [new("The steps that an item passes are `phases`.", "steps")],
        },
        new("allowances", new ListForm(new ObjectForm(Place.Allowance)), "Tokens of each item that belong to no call."),
        new("operations", new ListForm(new ObjectForm(Place.Operation)), "Money beside the tokens: people, tools, storage."),
        new("variants", new MapForm(new ChangesForm(), Max: 100) { Reserved = CaseNames },
            "What-ifs by name: { \"cheap-review\": { \"phases.review.model\": \"…\" } }."),
        new("limits", new ListForm(new ObjectForm(Place.Limit)), "Budgets, each with the confidence to stay within it."),
        new("expect", new ListForm(new ObjectForm(Place.Expectation)), "What the source of the numbers says, shown beside the result."),
        new("correlations", new ListForm(new ObjectForm(Place.Correlation)),
            "Pairs of factors that are high or low together, run parts only."),
        new("timing", new ChoiceForm<Timing?>([.. Enum.GetValues<Timing>().Select(timing => (TimingName.Of(timing), (Timing?)timing))]),
            "When the work is done."),
        new("completionWindowHours", new NumberForm(0, HoursOfLeapYear)
        {
            IsAboveMin = true, Zero = "a window of 0 hours leaves no time for an answer",
            Hint = _ => "Hours from sending to the last answer: 24 is usual for a batch.",
        }, "The hours within which a batch is to be done."),
        new("pricesOn", new DayForm(), "The day whose prices apply."),
        new("priceAdjustments", new ListForm(new ObjectForm(Place.PriceAdjustment)),
            "Factors on all prices of tokens, of a region or a contract: [ { \"name\": …, \"factor\": … } ]."),
        new("currency", new ObjectForm(Place.Currency), "A second column in another currency: { code, perUsd, on }."),
    ])
    {
        Foreign =
        [
            new("Written \"limits\": [ { \"atMostUsd\": 100, \"confidence\": 0.95 } ].", "budget"),
            new("A model may be written with its provider: \"openai/gpt-5-mini\".", "provider"),
        ],
    };

    public static readonly PlaceWords Run = new(Place.Run, "a run",
    [
        new("items", Items, "How many items the run processes.") { IsRequired = true },
        new("period", new ChoiceForm<string>([.. Periods.Select(period => (period, period))]), "How often such a run comes."),
        new("change", new ChangesForm(), "What is different in this run: { \"phases.review\": null }."),
    ]);

    public static readonly PlaceWords Spread = new(Place.Spread, "`spread`",
    [
        new("item", NumberForm.Share("A share of 5 % is 0.05."), "The share of every log-range that is drawn once an item."),
        new("call", NumberForm.Share("A share of 5 % is 0.05."), "The share of every log-range that is drawn once a call."),
    ])
    {
        Foreign = [new("The run share is what `item` and `call` leave: it is not written.", "run")],
    };

    public static readonly PlaceWords Correlation = new(Place.Correlation, "an entry of `correlations`",
    [
        new("between", new ListForm(LineForm.Name, 2), "Paths of amounts with a run part: factors.reasoning, phases.review.inputTokens.")
        {
            IsRequired = true, Missing = "The paths of the amounts, as [\"factors.reasoning\", \"phases.qa.billedPerVisible\"].",
        },
        new("rank", new RankForm(), "The rank correlation of each pair."),
        new("matrix", new MatrixForm(), "A rank correlation for each pair: rows and columns in the order of between."),
    ]);

    public static readonly PlaceWords PriceAdjustment = new(Place.PriceAdjustment, "an entry of `priceAdjustments`",
    [
        new("name", LineForm.Name, "What reports call it.") { IsRequired = true },
        new("factor", NumberForm.Positive(100, "factor"), "Times every price of a token: 1.1 is 10 % more, 0.85 is 15 % less.")
        {
            IsRequired = true,
        },
        new("models", new ListForm(LineForm.Name), "The models it is for, by their names; without, for all."),
        new("from", new DayForm(), "The first day on which it holds."),
        new("to", new DayForm(), "The last day on which it holds."),
    ]);

    public static readonly PlaceWords Currency = new(Place.Currency, "`currency`",
    [
        new("code", new CurrencyCodeForm(),
            "The code of the currency: EUR.") { IsRequired = true, Missing = "Three capital letters: \"EUR\"." },
        new("perUsd", NumberForm.Positive(1e9, "exchange rate", " for one USD"),
            "How many units of it one USD buys: 0.92.") { IsRequired = true },
        new("on", new DayForm(), "The day of the rate: \"2026-11-20\".") { IsRequired = true },
    ]);
}
