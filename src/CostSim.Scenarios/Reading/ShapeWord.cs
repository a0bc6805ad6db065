using System.Text.Json.Nodes;
using CostSim.Scenarios.Schema;
using static CostSim.Scenarios.Schema.SchemaForm;

namespace CostSim.Scenarios.Reading;

/// <summary>A word that gives an amount its shape: how an editor shows it, what may stand beside it, and how it is read.</summary>
/// <param name="Key">The word.</param>
/// <param name="Form">What may stand there, in the schema.</param>
/// <param name="Description">What it means, in one sentence.</param>
/// <param name="Read">The shape that it says; null after an error.</param>
internal sealed record ShapeWord(string Key, Func<JsonObject> Form, string Description, Func<ShapeBinder, ShapeText, Shape?> Read)
{
    /// <summary>
    /// The words of the language, in the order in which messages list them. A percentage such as <c>90%</c>, the remaining way to say a
    /// shape, is a pattern (<see cref="Vocabulary.IsPercentage"/>).
    /// </summary>
    public static readonly IReadOnlyList<ShapeWord> All =
    [
        new("range", () => Numbers(2), "A hard minimum and maximum.", (read, text) => read.Uniform(text.Node, text.Path)),
        new("triangular", () => Numbers(3), "Minimum, mode, maximum.", (read, text) => read.Triangular(text)),
        new("pert", () => Numbers(3), "Minimum, mode, maximum of a smooth triangle.", (read, text) => read.Pert(text))
        {
            Companion = new("lambda", () => Positive(ShapeBinder.MaxLambda), "The weight of a pert's mode; 4 unless said."),
        },
        new("logUniform", () => Numbers(2), "A hard minimum above 0 and a hard maximum, every doubling between them equally likely.",
            (read, text) => read.LogUniform(text)),
        new("lognormal", () => ObjectOf(Place.Fit), "Lognormal by mean and sd, or by two percentiles.",
            (read, text) => read.Fitted.Lognormal(text.Node, text.Path)),
        new("normal", () => ObjectOf(Place.Fit), "Normal by mean and sd, or by two percentiles; with truncate or clip.",
            (read, text) => read.Fitted.Normal(text.Node, text.Path)),
        new("percentiles", () => ObjectOf(Place.Percentiles), "A law through these percentiles, with an end where it has one.",
            (read, text) => read.Fitted.Percentiles(text.Node, text.Path)),
        new("betaFrom", () => ObjectOf(Place.Beta), "A share known from k of n.",
            (read, text) => read.Fitted.BetaFrom(text.Node, text.Path)),
        new("values", () => ListOf(Number(), 1), "Measured values, each as likely.",
            (read, text) => read.Empirical.Values(text.Node, text.Path)),
        new("file", Text, "A table beside the scenario that holds measured values.", (read, text) => read.Empirical.Column(text.Amount))
        {
            Companion = new("column", Text, "The column of the file."),
        },
        new("discrete", () => ListOf(Numbers(2), 1), "Values with their probabilities: [[value, probability], …].",
            (read, text) => read.Discrete(text.Node, text.Path)),
        new("mixture", () => ListOf(Any(), 1), "One of several shapes, by chance: [[shape, probability], …].",
            (read, text) => read.Composite.Mixture(text.Node, text.Path)),
    ];

    /// <summary>A key that may stand beside this word, and beside no other.</summary>
    public SchemaWord? Companion { get; init; }

    /// <summary>The words and their companions, as an editor shows them.</summary>
    public static IEnumerable<SchemaWord> ForEditors =>
        All.SelectMany(word => new[] { new SchemaWord(word.Key, word.Form, word.Description), word.Companion }).OfType<SchemaWord>();
}

/// <summary>The text that says a shape.</summary>
/// <param name="Amount">The object that the word stands in.</param>
/// <param name="Node">What stands at the word.</param>
/// <param name="Path">Its path.</param>
internal readonly record struct ShapeText(KeyedNode Amount, ScenarioNode Node, string Path);
