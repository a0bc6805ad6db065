using System.Text.RegularExpressions;

namespace CostSim.Scenarios.Tests.Language;

/// <summary>The findings that no schema can make: each is of several values together, or of what a name stands for.</summary>
internal static class ReaderOnly
{
    /// <summary>Patterns of their messages.</summary>
    public static readonly IReadOnlyList<Regex> Kinds =
    [
        // The order of numbers.
        new("lies below the lower end"), new("is not in order: minimum, mode, maximum"), new("does not follow .*: values ascend"),
        new("as `p[0-9.]+` is not more than"), new("does not lie beyond every percentile"), new("`k` counts those of the `n`"),

        // Sums and counts.
        new("add up to"), new("where 2 to 16 belong"), new("two shapes in one amount"), new("one item would become"),
        new("phases again; at most"), new("this amount is too large"),
        new("every call would be cut"), new("^no matrix of"), new(@"^round\("), new("(splits|duplicates) units between"),

        // What names stand for.
        new("^there is no (factor|amount|phase|run) "), new("no unit that reaches this phase has the label"),
        new("no earlier phase has the id"),
        new("is the id of an earlier phase"), new("is given by .* already"), new("\"rest\" stands twice"),
        new("name each other in a circle"),
        new("^no .*price is known"), new("price of (cached|audio|image) input is known"), new("^no fee .* is known"),
        new("has no cache of lifetime"),
        new("cache writes by their lifetime"),
        new("`by` has .* amounts? for them"), new("are one draw: "), new("has no folder to read data from"),

        // Texts: their length is known to both.
        new("^the text is empty$"), new("^\"[^…]*\" is no name: one line"), new("^\"[0-9]{4}-[0-9]{2}-[0-9]{2}\" is no day$"),
        new("the path has an empty part"),

        // Laws.
        new("^nothing is left"), new("cannot be split over the levels"), new("^the shape has no lower end"), new("^no law of this family"),
        new("so wide that a rare value decides"), new("interval is lognormal and starts above 0"), new("log-uniform amount starts above 0"),
        new("ends of a log-uniform amount"), new("^a lognormal amount is always above 0$"),

        // Levels, and what stands within what.
        new("with a(n item| call) part: "), new("^`split` without an upper end"), new("^a (sum|product) within a"), new("^a second sum"),
        new("^`by` within `by`$"),
        new("^`cached` stands in `inputTokens`"), new("^tokens of text, audio and images stand apart"), new("^the cache is switched off"),
        new("belongs to calls that are billed"), new("^what is cut at"), new("asked again where it is cut is not supported"),
        new("^work of people or tools is paid for"), new("has no answer after the last round"),
        new("^`spread` is missing$"),

        // Correlations.
        new("^1 is no rank correlation"), new("contradict each other"), new("is certain: there is nothing to correlate"),
        new("has no part that is drawn once a run"),
        new("has a `chance`, and is 0"), new("is correlated twice"), new("on the diagonal: "), new("a correlation has no direction"),
    ];

    /// <summary>A bound that what is used passes.</summary>
    private static readonly Regex Bound =
        new(": (the most for|.* is a number from 0 to 1|.* ends at 1, and|.* is billed ÷ visible output)");

    /// <summary>Parts of an amount, each of which may be anything.</summary>
    private static readonly Regex Part = new("[.](by|sum|product|of)([.]|$)");

    public static bool Knows(Diagnostic error, string text) => KindsOf(error).Any() || IsOfParts(error, text);

    public static IEnumerable<Regex> KindsOf(Diagnostic error) => Kinds.Where(kind => kind.IsMatch(error.Message));

    /// <summary>Whether a bound is passed by a shape, a name or a part; of a number and a pair as they stand, the schema knows.</summary>
    private static bool IsOfParts(Diagnostic error, string text) => Bound.IsMatch(error.Message)
        && (text[error.Column - 1] is '{' or '"' || Part.IsMatch(error.Path));
}
