namespace CostSim.Scenarios.Language;

/// <summary>The words of price catalogues (docs/prices.md).</summary>
internal static class PriceWords
{
    /// <summary>USD of a million tokens.</summary>
    public static readonly NumberForm Price = NumberForm.Positive(100_000, "price");

    private static readonly Word Model = new("model", LineForm.Sentence, "The model's exact name.") { IsRequired = true };

    public static readonly PlaceWords Catalogue = new(Place.Catalogue, "a price catalogue",
    [
        new("rows", new ListForm(new ObjectForm(Place.PriceRow), 1),
            "The prices: [ { \"provider\": …, \"model\": …, … } ].") { IsRequired = true },
        new("aliases", new ListForm(new ObjectForm(Place.PriceAlias)), "Other names of models."),
    ]);

    public static readonly PlaceWords Row = new(Place.PriceRow, "a price row",
    [
        new("provider", LineForm.Sentence, "Who sells the model: \"openai\".") { IsRequired = true },
        Model,
        ScenarioWords.Tier with { IsRequired = true, Missing = "\"batch\" or \"standard\"." },
        new("aboveInputTokens", new WholeForm(1, (long)AmountRole.Tokens.Max), "The prices are of calls with more input tokens."),
        new("usdPerMillion", new ObjectForm(Place.PriceAmounts),
            "What a million tokens cost: { \"input\": …, \"output\": … }.") { IsRequired = true },
        new("from", new DayForm(), "The first day on which the prices are known to hold: \"2026-11-21\".") { IsRequired = true },
        new("to", new DayForm(), "The last day on which they hold."),
        new("checkedOn", new DayForm(), "The day on which the row was last held against its source: \"2026-11-21\".") { IsRequired = true },
        new("source", LineForm.Sentence, "Where the prices were found.") { IsRequired = true },
        new("derived", new FlagForm(), "Whether no source prints them, and they follow from others by a rule."),
        new("note", LineForm.Sentence, "What else there is to know."),
    ]);

    public static readonly PlaceWords Amounts = new(Place.PriceAmounts, "`usdPerMillion`",
        [.. ComponentName.All.Select(name => new Word(name.Word, Price, "USD of a million tokens."))]);

    public static readonly PlaceWords Alias = new(Place.PriceAlias, "an alias",
    [
        new("provider", LineForm.Sentence, "Who sells the model.") { IsRequired = true },
        Model with { Missing = "The name under which its rows stand." },
        new("names", new ListForm(LineForm.Name), "The other exact names: [ … ].") { IsRequired = true },
    ]);
}
