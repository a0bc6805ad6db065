using CostSim.Scenarios.Reading.Shapes;

namespace CostSim.Scenarios.Language;

/// <summary>The words of amounts and of the shapes they are made of.</summary>
internal static class AmountWords
{
    /// <summary>What goes with a shape, or cuts it.</summary>
    public static readonly IReadOnlyList<Word> Modifiers =
    [
        new("lambda", NumberForm.Positive(1000, "weight of the mode", "; 4 is usual"),
            "The weight of a pert's mode; 4 unless said.") { Beside = "pert" },
        new("column", LineForm.Name, "The name of the column that holds the values; in a .jsonl file the path to them.")
            { Beside = "file", IsRequired = true },
        new("csv", new ChoiceForm<CsvNumbers>(("de", CsvNumbers.German), ("en", CsvNumbers.English)),
            "How the numbers of a CSV file are written: 1.234,5 (de) or 1,234.5 (en); without it, 1234.5.") { Beside = "file" },
        new("truncate", new PairForm(), "Redrawn inside these ends."),
        new("clip", new PairForm(), "Set to the nearer of these ends."),
    ];

    public static readonly PlaceWords Amount = new(Place.Amount, "an amount",
    [
        .. ShapeWord.All,
        new("by", new MapForm(AmountRole.Factor), "An amount for each label of a unit."),
        .. Modifiers,
        new("chance", NumberForm.Share("A chance of 5 % is 0.05."), "Present with this chance, else 0."),
        new("level",
            new ChoiceForm<Spread>(("run", Scenarios.Spread.AtRun), ("item", Scenarios.Spread.AtItem), ("call", Scenarios.Spread.AtCall)),
            "Where all of it is drawn."),
        new("spread", new ObjectForm(Place.Spread), "Its own shares instead of the scenario's."),
        new("product", new ListForm(AmountRole.Factor, 1), "A product of amounts."),
        new("sum", new ListForm(AmountRole.Factor, 1), "A sum of amounts."),
        new("cached", AmountRole.CachedShare, "The share of these tokens that pays the cache-read price."),
        new("of", AmountRole.Factor,
            "All of the tokens, of which the share is read from the cache.") { Beside = "cached", IsRequired = true },
        new("lifetime", LineForm.Name, "Which of the model's cache lifetimes is paid for.") { Beside = "cached" },
        new("text", AmountRole.InputTokens, "Input tokens of text, beside those of audio or images."),
        new("audio", AmountRole.Factor, "Input tokens made from audio, at their own price."),
        new("image", AmountRole.Factor, "Input tokens made from images, at their own price."),
    ])
    {
        Numbered = NumberedKey.Percentage,
        Foreign =
        [
            new("A hard minimum and maximum are written [min, max].", "min", "max", "from", "to"),
            new("A uniform amount is written [min, max], or { \"range\": [min, max] }.", "uniform"),
            new("Written { \"triangular\": [min, mode, max] } or { \"pert\": [min, mode, max] }.", "mode"),
        ],
    };

    public static readonly PlaceWords Component = new(Place.Component, "a shape of a mixture",
        [.. ShapeWord.All.Where(word => word.Key != "mixture"), .. Modifiers])
    {
        Numbered = NumberedKey.Percentage,
    };

    /// <summary>The two ways to say a fit.</summary>
    public const string FitForms = "Write { \"mean\": …, \"sd\": … }, or two percentiles such as { \"p10\": …, \"p90\": … }.";

    public static readonly PlaceWords Fit = new(Place.Fit, "`normal` or `lognormal`",
    [
        new("mean", new NumberForm(), "Its mean.") { Beside = "sd", IsRequired = true, Missing = FitForms },
        new("sd", new NumberForm(), "The standard deviation.") { Beside = "mean", IsRequired = true },
    ])
    {
        Numbered = NumberedKey.Percentile,
    };

    public static readonly PlaceWords Percentiles = new(Place.Percentiles, "`percentiles`",
    [
        new("min", new NumberForm(), "Its least value."),
        new("max", new NumberForm(), "Its greatest value."),
    ])
    {
        Numbered = NumberedKey.Percentile,
    };

    private const long MostTrials = 1_000_000;

    public static readonly PlaceWords Beta = new(Place.Beta, "`betaFrom`",
    [
        new("k", new WholeForm(0, MostTrials), "How many of the `n` did.") { IsRequired = true },
        new("n", new WholeForm(1, MostTrials), "How many were looked at.") { IsRequired = true },
    ]);
}
