using System.Globalization;
using CostSim.Scenarios;
using CostSim.Scenarios.Drafts;

namespace CostSim.Studies;

/// <summary>A kind of shape that tokens are fitted by.</summary>
public enum FittedKind
{
    /// <summary>All records have one number.</summary>
    Certain,

    Lognormal,

    Normal,

    /// <summary>The values themselves, or the means of equal groups of them.</summary>
    Values,
}

/// <summary>
/// The shape of the values of calls: a lognormal or a normal, unless the values themselves foretell held-out values better by more than one
/// part in fifty.
/// </summary>
/// <param name="Kind">The kind that was chosen.</param>
/// <param name="Error">Its held-out error, relative to the mean.</param>
/// <param name="ValuesError">That of the values themselves; null where they are too few to stand for themselves.</param>
public sealed record ShapeFit(FittedKind Kind, double Error, double? ValuesError)
{
    /// <summary>With fewer values than this, the language warns of them.</summary>
    private const int ValuesMin = 30;

    /// <summary>More values than this are written as the means of so many groups.</summary>
    internal const int GroupsMax = 30;

    private const double Better = 0.98;

    internal static ShapeFit Of(TokenSample sample)
    {
        if (sample.Variance == 0)
            return new ShapeFit(FittedKind.Certain, 0, null);
        var lognormal = Error(FittedKind.Lognormal);
        // A normal that reaches 0 would be cut there, and its mean moved.
        var normal = sample.Variance < 1.0 / 9 ? Error(FittedKind.Normal) : double.PositiveInfinity;
        var (kind, error) = normal < lognormal ? (FittedKind.Normal, normal) : (FittedKind.Lognormal, lognormal);
        if (sample.Calls < ValuesMin)
            return new ShapeFit(kind, error, null);
        var values = HeldOutError.Of(sample.Values, held => [.. held.Order()]) / sample.Mean;
        return values < Better * error ? new ShapeFit(FittedKind.Values, values, values) : new ShapeFit(kind, error, values);

        double Error(FittedKind tried) => HeldOutError.Of(sample.Values, held => Quantiles(tried, held)) / sample.Mean;
    }

    /// <summary>The shape with the mean of the sample and a variance of its own.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="variance">The variance, relative to the square of the mean, at most that of the sample.</param>
    internal AmountDraft Draft(TokenSample sample, double variance)
    {
        if (Kind == FittedKind.Certain || variance <= 0 || sample.Mean == 0)
            return new NumberDraft(Rounded(sample.Mean));
        var (mean, sd) = (sample.Mean, sample.Mean * Math.Sqrt(variance));
        if (Kind == FittedKind.Normal)
            return new NormalDraft(Rounded(mean), Rounded(sd), DraftLevel.Call);
        if (Kind == FittedKind.Values)
        {
            var narrower = Math.Sqrt(variance / sample.Variance);
            return new ValuesDraft(
                [.. Groups(sample.Values).Select(value => Rounded(mean + narrower * (value - mean)))], DraftLevel.Call);
        }

        var present = sample.Values.Count(value => value > 0) / (double)sample.Calls;
        if (present == 1)
            return new LognormalDraft(Rounded(mean), Rounded(sd), DraftLevel.Call);
        // Of what is there only now and then: E[X²] = p E[Y²].
        var relative = Math.Max(1e-6, (1 + variance) * present - 1);
        return new LognormalDraft(Rounded(mean / present), Rounded(mean / present * Math.Sqrt(relative)), DraftLevel.Call)
        {
            Chance = Rounded(present),
        };
    }

    /// <summary>Four digits are more than any sample knows.</summary>
    internal static double Rounded(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The values, ascending; where they are many, the means of equal groups, which have the same mean.</summary>
    private static IEnumerable<double> Groups(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length <= GroupsMax)
            return sorted;
        return Enumerable.Range(0, GroupsMax).Select(group => Between(
            (double)group * sorted.Length / GroupsMax, (group + 1.0) * sorted.Length / GroupsMax) * GroupsMax / sorted.Length);

        // The sum of the values from one place to another, the first and the last of them in part.
        double Between(double from, double to) => Enumerable.Range((int)from, Math.Min(sorted.Length, (int)Math.Ceiling(to)) - (int)from)
            .Sum(i => sorted[i] * (Math.Min(to, i + 1) - Math.Max(from, i)));
    }

    private static double[] Quantiles(FittedKind kind, IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var sd = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Count - 1));
        var present = values.Count(value => value > 0) / (double)values.Count;
        if (sd == 0 || present == 0)
            return [mean];
        var relative = Math.Max(1e-6, (1 + sd * sd / mean / mean) * present - 1);
        Shape shape = kind == FittedKind.Normal ? new NormalShape(mean, sd)
            : new LognormalMomentsShape(mean / present, mean / present * Math.Sqrt(relative));
        var law = shape.ToLaw();
        return
        [
            .. Enumerable.Range(0, HeldOutError.Quantiles).Select(i => (i + 0.5) / HeldOutError.Quantiles)
                .Select(p => p <= 1 - present ? 0 : Math.Max(0, law.Quantile((p - (1 - present)) / present))),
        ];
    }
}
