namespace CostSim.Scenarios.Language;

/// <summary>The words of price catalogues (docs/prices.md).</summary>
internal static class PriceWords
{
    /// <summary>USD of a million tokens.</summary>
    public static readonly NumberForm Price = NumberForm.Positive(100_000, "price");

    private static readonly WholeForm Tokens = new(1, (long)AmountRole.Tokens.Max);

    private static readonly (string Word, Caching? Caching)[] Cachings =
        [("none", Caching.None), ("explicit", Caching.Explicit), ("implicit", Caching.Implicit)];

    private static readonly Word Provider = new("provider", LineForm.Sentence, "Who sells it: \"openai\".") { IsRequired = true };

    private static readonly Word From =
        new("from", new DayForm(), "The first day on which it is known to hold: \"2026-11-21\".") { IsRequired = true };

    private static readonly Word To = new("to", new DayForm(), "The last day on which it holds.");

    private static readonly Word CheckedOn =
        new("checkedOn", new DayForm(), "The day on which it was last held against its source: \"2026-11-21\".") { IsRequired = true };

    private static readonly Word Source = new("source", LineForm.Sentence, "Where it was found.") { IsRequired = true };

    private static readonly Word Note = new("note", LineForm.Sentence, "What else there is to know.");

    private static readonly Word Model = new("model", LineForm.Sentence, "The model's exact name.") { IsRequired = true };

    public static readonly PlaceWords Catalogue = new(Place.Catalogue, "a price catalogue",
    [
        new("rows", new ListForm(new ObjectForm(Place.PriceRow), 1),
            "The prices: [ { \"provider\": …, \"model\": …, … } ].") { IsRequired = true },
        new("aliases", new ListForm(new ObjectForm(Place.PriceAlias)), "Other names of models."),
        new("models", new ListForm(new ObjectForm(Place.PriceModel)), "What is known of models beside their prices."),
        new("fees", new ListForm(new ObjectForm(Place.ToolFee)), "What providers charge for a use of their tools."),
        new("tokenizers", new ListForm(new ObjectForm(Place.TokenizerRatio)), "How tokenizers compare."),
    ]);

    public static readonly PlaceWords Row = new(Place.PriceRow, "a price row",
    [
        Provider,
        Model,
        ScenarioWords.Tier with { IsRequired = true, Missing = "\"batch\", \"standard\", or the provider's name of another." },
        new("aboveInputTokens", Tokens, "The prices are of calls with more input tokens."),
        new("usdPerMillion", new ObjectForm(Place.PriceAmounts),
            "What a million tokens cost: { \"input\": …, \"output\": … }.") { IsRequired = true },
        From,
        To,
        CheckedOn,
        Source,
        new("derived", new FlagForm(), "Whether no source prints them, and they follow from others by a rule."),
        Note,
    ]);

    public static readonly PlaceWords Facts = new(Place.PriceModel, "an entry of `models`",
    [
        Provider,
        Model,
        new("caching", new ChoiceForm<Caching?>(Cachings),
            "Whether a request has to ask for a cache, or the provider uses one by itself."),
        new("leastCacheableTokens", Tokens, "A beginning of fewer tokens is not cached."),
        new("contextWindowTokens", Tokens, "Input and output tokens of one call together, at most."),
        new("maxOutputTokens", Tokens, "Output tokens of one call, reasoning included, at most."),
        new("tokenizer", LineForm.Name, "Models with the same one count the same text alike."),
        new("deprecatedOn", new DayForm(), "From this day on the provider advises against it."),
        new("retiredOn", new DayForm(), "From this day on calls fail."),
        CheckedOn,
        Source,
        Note,
    ]);

    public static readonly PlaceWords Fee = new(Place.ToolFee, "an entry of `fees`",
    [
        Provider,
        new("name", new IdForm(), "What scenarios call it: \"web_search\".") { IsRequired = true },
        new("usdPerCall", NumberForm.Positive(1000, "fee"), "USD of one use.") { IsRequired = true },
        From,
        To,
        CheckedOn,
        Source,
        Note,
    ]);

    public static readonly PlaceWords Ratio = new(Place.TokenizerRatio, "an entry of `tokenizers`",
    [
        new("name", LineForm.Name, "The tokenizer.") { IsRequired = true },
        new("relativeTo", LineForm.Name, "The one it is compared with.") { IsRequired = true },
        new("factor", NumberForm.Positive(10, "factor"), "Its tokens for each token of the other, on average.") { IsRequired = true },
        CheckedOn,
        Source,
        Note,
    ]);

    public static readonly PlaceWords Amounts = new(Place.PriceAmounts, "`usdPerMillion`",
        [.. ComponentName.All.Select(name => new Word(name.Word, Price, "USD of a million tokens."))]);

    public static readonly PlaceWords Alias = new(Place.PriceAlias, "an alias",
    [
        Provider,
        Model with { Missing = "The name under which its rows stand." },
        new("names", new ListForm(LineForm.Name), "The other exact names: [ … ].") { IsRequired = true },
    ]);

    /// <summary>The catalogue's word for how a model uses a cache.</summary>
    public static string WordOf(Caching caching) => Cachings.First(one => one.Caching == caching).Word;
}
