using CostSim.Scenarios.Reading.Shapes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Language;

/// <summary>A word that gives an amount its shape, and how it is read.</summary>
/// <param name="Key">The word.</param>
/// <param name="Form">What may stand there.</param>
/// <param name="Description">What it means, in one sentence.</param>
/// <param name="Read">The shape that it says; null after an error.</param>
internal sealed record ShapeWord(string Key, Form Form, string Description, Func<ShapeBinder, ShapeText, Shape?> Read)
    : Word(Key, Form, Description)
{
    private const int MostValues = 10_000;

    private static readonly NumbersForm Modal = new(3, new NumberForm());

    /// <summary>The chance of a value or a shape among others.</summary>
    public static readonly NumberForm Chance = NumberForm.Positive(1, "probability") with { Hint = _ => "Leave out what cannot happen." };

    /// <summary>
    /// The words of the language, in the order in which messages list them. A percentage such as <c>90%</c>, the remaining way to say a
    /// shape, is a <see cref="NumberedKey"/>.
    /// </summary>
    public static readonly IReadOnlyList<ShapeWord> All =
    [
        new("range", new PairForm(), "A hard minimum and maximum.", (read, text) => read.Uniform(text.Node, text.Path)),
        new("triangular", Modal, "Minimum, mode, maximum.", (read, text) => read.Triangular(text)),
        new("pert", Modal, "Minimum, mode, maximum of a smooth triangle.", (read, text) => read.Pert(text)),
        new("logUniform", new PairForm(), "A hard minimum above 0 and a hard maximum, every doubling between them equally likely.",
            (read, text) => read.LogUniform(text)),
        new("lognormal", new ObjectForm(Place.Fit), "Lognormal by mean and sd, or by two percentiles.",
            (read, text) => read.Fitted.Lognormal(text)),
        new("normal", new ObjectForm(Place.Fit), "Normal by mean and sd, or by two percentiles; with truncate or clip.",
            (read, text) => read.Fitted.Normal(text)),
        new("percentiles", new ObjectForm(Place.Percentiles), "A law through these percentiles, with an end where it has one.",
            (read, text) => read.Fitted.Percentiles(text)),
        new("betaFrom", new ObjectForm(Place.Beta), "A share known from k of n.", (read, text) => read.Fitted.BetaFrom(text)),
        new("values", new ListForm(new NumberForm(), 1, MostValues), "Measured values, each as likely.",
            (read, text) => read.Empirical.Values(text)),
        new("file", LineForm.Name, "A table beside the scenario that holds measured values.",
            (read, text) => read.Empirical.Column(text.Amount)),
        new("discrete", new ListForm(new TupleForm(new NumberForm(), Chance), 1, MostValues),
            "Values with their probabilities: [[value, probability], …].",
            (read, text) => read.Discrete(text)),
        new("mixture",
            new ListForm(new TupleForm(new AnyForm(new NumberForm(), new PairForm(), new ObjectForm(Place.Component)), Chance), 1, 20),
            "One of several shapes, by chance: [[shape, probability], …].", (read, text) => read.Composite.Mixture(text)),
    ];
}

/// <summary>The text that says a shape.</summary>
/// <param name="Amount">The object that the word stands in.</param>
/// <param name="Node">What stands at the word.</param>
/// <param name="Path">Its path.</param>
internal readonly record struct ShapeText(KeyedNode Amount, ScenarioNode Node, string Path)
{
    /// <summary>The form of the list that stands at a word.</summary>
    public ListForm List(string word) => Amount.Form<ListForm>(word);
}
