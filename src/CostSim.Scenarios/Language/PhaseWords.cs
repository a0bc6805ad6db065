namespace CostSim.Scenarios.Language;

/// <summary>The words of phases, their calls and their retries.</summary>
internal static class PhaseWords
{
    /// <summary>Units of one item at most, at any phase: what one computer can simulate.</summary>
    public const int MostUnits = 4_000_000;

    /// <summary>The units that one unit becomes, written as a number.</summary>
    public static readonly WholeForm Units = new(1, MostUnits);

    private static readonly IReadOnlyList<Word> Tokens =
    [
        new("inputTokens", AmountRole.InputTokens, "All input tokens of one call.")
        {
            Missing = "Input tokens of one call: write 0 if there is none.",
            Foreign = [new("`inputTokens` are those of one call.", "input")],
        },
        new("outputTokens", AmountRole.Tokens, "Billed output tokens of one call, reasoning included.")
        {
            Missing = "Billed output of one call: `outputTokens`, or `visibleTokens` with `billedPerVisible` or `reasoningTokens`; "
                + "write 0 if there is none.",
            Foreign = [new("`outputTokens` are those of one call, as billed.", "output")],
        },
        new("visibleTokens", AmountRole.Tokens, "Visible output tokens of one call; with billedPerVisible or reasoningTokens."),
        new("billedPerVisible", AmountRole.Ratio, "Billed ÷ visible output, 1 or more."),
        new("reasoningTokens", AmountRole.Tokens, "Reasoning tokens of one call, added to the visible output."),
        new("maxOutputTokens", new NumberForm(1, AmountRole.Tokens.Max) { Hint = _ => "The cap is billed output tokens of one call." },
            "Each call bills at most so many output tokens."),
    ];

    /// <summary>The keys that only a call has.</summary>
    public static readonly IReadOnlyList<string> TokenKeys = [.. Tokens.Select(word => word.Key)];

    private static readonly IdForm Label = new();

    private static readonly IReadOnlyList<Word> Prices =
    [
        ScenarioWords.Model, ScenarioWords.Tier, ScenarioWords.Cached,
        new("feePerCallUsd", AmountRole.FeePerCall, "USD that the provider charges for each call beside its tokens: a search, a tool."),
        new("fees", new ListForm(Label), "Fees of the price catalogue for each call, by their names: [\"web_search\"]."),
    ];

    /// <summary>Everything that says a call.</summary>
    public static readonly IReadOnlyList<string> CallKeys =
        [.. Tokens.Concat(Prices).Select(word => word.Key), "customId"];

    private static readonly ForeignWords NotUsd = new(
        "`usdPerUnit` is the work of people or tools for one unit; calls cost what the price catalogue says.", "cost", "price");

    public static readonly PlaceWords Phase = new(Place.Phase, "a phase",
    [
        new("id", Label, "A short name for tables and changes, such as \"P1\".") { IsRequired = true },
        new("name", LineForm.Name, "What tables print."),
        new("customId", LineForm.Name, "The custom ids of its requests, with * for any text: \"tag-*\".")
        {
            Foreign = [new("`customId` tells the requests of a phase in what was billed: \"tag-*\".", "custom_id")],
        },
        new("local", new TrueForm(), "No call, no cost: a filter, a check by a program."),
        new("usdPerUnit", AmountRole.UsdPerUnit, "Money for each unit: a person, a tool.")
        {
            Foreign = [new("`usdPerUnit` is the work of people or tools for one unit.", "usd"), NotUsd],
        },
        new("only", new AnyForm(Label, new ListForm(Label, 1)), "Takes the units that carry the label, or any of the labels."),
        new("share", AmountRole.Share, "Each unit is taken with this chance; the others skip the phase and go on.")
        {
            Foreign = [new("`share` takes each unit with that chance; the others skip the phase and go on.", "sample")],
        },
        new("split", new AnyForm(Units, new NumbersForm(2, new NumberForm(AmountRole.Split.Min, AmountRole.Split.Max)), new NameForm(),
            new ObjectForm(Place.Amount), new MapForm(Units)), "Each unit becomes so many.")
        {
            Foreign = [new("`split` makes several units of one; `join` makes one of them again.", "chunks")],
        },
        new("join", new TrueForm(), "The item's units become one."),
        new("duplicate", AmountRole.Share, "Each unit is delivered once more with this chance.") { Beside = "local" },
        .. Tokens,
        .. Prices,
        new("retry", new ObjectForm(Place.Retry), "What happens to a refused call.")
        {
            Foreign = [new("Written \"retry\": { \"rate\": 0.05, \"rounds\": 2 }.", "retries")],
        },
        new("keep", AmountRole.Keep, "Each unit that was taken goes on with this chance; the rest is dropped. 0 drops everything.")
        {
            Foreign = [new("`keep` sends each unit on with that chance and drops the rest.", "filter")],
        },
        new("route", new MapForm(new AnyForm(AmountRole.Share, new WordForm("rest"))),
            "Each unit gets at most one of the labels, by chance."),
        new("counts", new ChoiceForm<bool>(("drawn", false), ("rounded", true)),
            "Whether share and keep are drawn, or rounded for each item."),
    ])
    {
        Foreign =
        [
            new("`inputTokens` and `outputTokens` are those of one call.", "tokens"),
            new("Tokens of images are input tokens: { \"sum\": [500, { \"product\": [images, tokensOfOne] }] }.", "imageTokens", "images"),
            new("Reasoning is billed output: `billedPerVisible` is a ratio, `reasoningTokens` are added.", "reasoning"),
            new("A phase calls once for each unit: `split` makes several of one.", "calls"),
        ],
    };

    /// <summary>The rate of a retry that asks calls again which were cut at their limit.</summary>
    public const string Cut = "cut";

    /// <summary>Words of a retry that belong to refusals by chance.</summary>
    public static readonly string[] OfRefusals = ["capPerItem", "extraInputTokens", "fix", "rerun", "failed", "billed"];

    public static readonly PlaceWords Retry = new(Place.Retry, "`retry`",
    [
        new("name", LineForm.Name, "What tables call the repeated calls."),
        new("rate", new AnyForm(AmountRole.Rate, new WordForm(Cut)),
            "The chance that a call is refused, from 0 to 1: a number, or [min, max]. Or \"cut\": calls cut at maxOutputTokens.")
        {
            IsRequired = true, Foreign = [new("`rate` is the chance that a call is refused.", "chance", "share")],
        },
        new("rounds", new WholeForm(1, 1000), "How many more times a unit may be called: attempts − 1.")
        {
            IsRequired = true,
            Foreign =
            [
                new("`rounds` is attempts − 1.", "attempts", "maxAttempts"),
                new("`rounds` says how many more times a unit may be called.", "max", "maxRetries"),
            ],
        },
        new("maxOutputTokens", new NumberForm(1, AmountRole.Tokens.Max),
            "With \"rate\": \"cut\": the limit of the repeated call, above that of the phase."),
        new("capPerItem", new WholeForm(1, 1_000_000_000), "How many calls of one item may be repeated, all rounds together."),
        new("extraInputTokens", AmountRole.Tokens, "Added to the input of each repeated call."),
        new("fix", new ObjectForm(Place.Fix), "A correction call before each repeated call."),
        new("rerun", Label, "Repeats everything from that phase to this one."),
        new("failed", new ChoiceForm<bool>(("keep", false), ("drop", true)), "What happens to what is still refused after the last round."),
        new("billed", new FalseForm(), "false: refused calls cost nothing, as requests of a batch that expire."),
    ]);

    public static readonly PlaceWords Fix = new(Place.Fix, "`fix`",
        [.. Tokens.Select(word => word.Key == "inputTokens" ? word with { IsRequired = true } : word), .. Prices]);
}
