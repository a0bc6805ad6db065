using System.Globalization;
using CostSim.Numerics.Distributions;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>Reads the shapes that are fitted: to a mean and a standard deviation, to percentiles, to a count of successes.</summary>
internal sealed class FittedShapeBinder(Findings findings, Scalars scalars)
{
    private const int MostPercentiles = 16;

    /// <summary>Of a lognormal whose logarithm varies by more, a rare value decides on the mean.</summary>
    private const double SigmaMax = 5;

    /// <summary>With a smaller deviation, relative to its mean, a lognormal is one number: a double cannot tell its values apart.</summary>
    private const double DeviationMin = 1e-15;

    /// <summary>Greatest value that a word may draw, so that products of a few of them are numbers still.</summary>
    private const double ValueMax = 1e30;

    public Shape? Normal(ShapeText text)
    {
        if (text.Amount.Open("normal") is not { HasStranger: false } fit)
            return null;
        if (IsByMoments(fit))
            return Moments(fit) is not var (mean, sd) ? null : sd == 0 ? ShapeBinder.Only(mean) : new NormalShape(mean, sd);
        return TwoPercentiles(fit) is var (lower, upper) ? Through(lower, upper) : null;
    }

    public Shape? Lognormal(ShapeText text)
    {
        var (amount, node, path) = text;
        if (amount.Open("lognormal") is not { HasStranger: false } fit)
            return null;
        LognormalShape shape;
        if (IsByMoments(fit))
        {
            if (Moments(fit) is not var (mean, sd) || !IsPositive(mean, fit.Find("mean")!, fit.PathOf("mean")))
                return null;
            if (sd < DeviationMin * mean)
                return ShapeBinder.Only(mean);
            shape = new LognormalMomentsShape(mean, sd);
        }
        else
        {
            if (TwoPercentiles(fit) is not var (lower, upper) || !IsPositive(lower.Value, node, path))
                return null;
            shape = new LognormalPercentilesShape(lower, upper);
        }

        var sigma = shape.ToLognormal().Sigma;
        if (sigma <= SigmaMax)
            return shape;
        findings.Error(
            node.Spot, path, "the lognormal is so wide that a rare value decides on its mean",
            $"The standard deviation of its logarithm is {Shorten.Number(Math.Round(sigma, 2))}; at most {SigmaMax}. "
                + "Is a number mistyped?");
        return null;
    }

    /// <summary>A normal by a central interval: <c>"normal90%": [low, high]</c>.</summary>
    public static Shape NormalInterval(double coverage, double low, double high) => low == high
        ? ShapeBinder.Only(low)
        : Through(new PercentileValue((1 - coverage) / 2, low), new PercentileValue((1 + coverage) / 2, high));

    public Shape? Percentiles(ShapeText text)
    {
        var (amount, node, path) = text;
        if (amount.Open("percentiles") is not { HasStranger: false } keyed)
            return null;
        var (min, max) = (keyed.Number("min"), keyed.Number("max"));
        if ((keyed.Has("min") && min is null) || (keyed.Has("max") && max is null) || Ascending(keyed) is not { } percentiles)
            return null;
        if (percentiles.Count is < 2 or > MostPercentiles)
        {
            findings.Error(
                node.Spot, path, $"{CountOf(percentiles.Count)} where 2 to {MostPercentiles} belong",
                "Written { \"min\": 0, \"p10\": …, \"p50\": …, \"p90\": … }; `min` and `max` are hard ends.");
            return null;
        }

        if (min >= percentiles[0].Value || max <= percentiles[^1].Value)
        {
            var end = min >= percentiles[0].Value ? "min" : "max";
            findings.Error(
                keyed.Find(end)!.Spot, keyed.PathOf(end), $"{keyed.Find(end)!.Shown} as `{end}` does not lie beyond every percentile");
            return null;
        }

        var shape = new PercentilesShape(percentiles, min, max);
        return IsLaw(shape.ToMetalog(), node, path) ? shape : null;
    }

    public Shape? BetaFrom(ShapeText text)
    {
        if (text.Amount.Open("betaFrom") is not { HasStranger: false } keyed)
            return null;
        var (k, n) = (keyed.Whole("k"), keyed.Whole("n"));
        if (k is null || n is null)
            return null;
        if (k <= n)
            return new BetaFromShape(k.Value, n.Value);
        findings.Error(keyed.Find("k")!.Spot, keyed.PathOf("k"), $"{k} of {n}: `k` counts those of the `n` that did, so it is at most {n}");
        return null;
    }

    private static NormalShape Through(PercentileValue lower, PercentileValue upper)
    {
        var law = Numerics.Distributions.Normal.FromPercentiles(lower.Probability, lower.Value, upper.Probability, upper.Value);
        return new NormalShape(law.Mean, law.StandardDeviation);
    }

    private static bool IsByMoments(KeyedNode fit) => fit.Has("mean") || fit.Has("sd");

    private (double Mean, double Sd)? Moments(KeyedNode fit)
    {
        if (fit.Members.FirstOrDefault(member => NumberedKey.Percentile.IsLike(member.Key)) is { } percentile)
        {
            findings.Error(percentile.Spot, fit.PathOf(percentile.Key),
                $"`{percentile.Key}` beside a mean and a standard deviation, which say it all", AmountWords.FitForms);
            return null;
        }

        var (mean, sd) = (fit.Number("mean"), fit.Number("sd"));
        return mean is null || sd is null ? null : (mean.Value, sd.Value);
    }

    private (PercentileValue Lower, PercentileValue Upper)? TwoPercentiles(KeyedNode fit)
    {
        if (Ascending(fit) is not { } percentiles)
            return null;
        if (percentiles is [var lower, var upper])
            return (lower, upper);
        findings.Error(
            fit.Node.Spot, fit.Path, $"{CountOf(percentiles.Count)} where two belong",
            percentiles.Count > 2 ? "For more than two, write `percentiles`." : AmountWords.FitForms);
        return null;
    }

    /// <summary>The percentiles of an object in their order, or null and an error.</summary>
    private List<PercentileValue>? Ascending(KeyedNode keyed)
    {
        var read = new List<(PercentileValue Percentile, Member Member)>();
        var isSound = true;
        foreach (var member in keyed.Members.Where(member => NumberedKey.Percentile.IsLike(member.Key)))
        {
            var path = keyed.PathOf(member.Key);
            var value = scalars.Number(member.Value, path);
            if (!double.TryParse(member.Key[1..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                || percent is not (> 0 and < 100))
            {
                findings.Error(
                    member.Spot, path, $"{Shorten.Quoted(member.Key)} is no percentile: more than p0 and less than p100",
                    "Hard ends are the `min` and `max` of `percentiles`.");
                isSound = false;
            }
            else if (value is null)
            {
                isSound = false;
            }
            else
            {
                read.Add((new PercentileValue(percent / 100, value.Value), member));
            }
        }

        read.Sort((a, b) => a.Percentile.Probability.CompareTo(b.Percentile.Probability));
        for (var i = 1; i < read.Count && isSound; i++)
        {
            var (before, after) = (read[i - 1], read[i]);
            if (after.Percentile.Probability > before.Percentile.Probability && after.Percentile.Value > before.Percentile.Value)
                continue;
            findings.Error(
                after.Member.Value.Spot, keyed.PathOf(after.Member.Key),
                $"{after.Member.Value.Shown} as `{after.Member.Key}` is not more than {before.Member.Value.Shown} as `{before.Member.Key}`",
                "Percentiles ascend.");
            isSound = false;
        }

        return isSound ? [.. read.Select(one => one.Percentile)] : null;
    }

    private static string CountOf(int percentiles) => percentiles switch
    {
        0 => "no percentile stands",
        1 => "one percentile stands",
        _ => $"{percentiles} percentiles stand",
    };

    private bool IsPositive(double value, ScenarioNode node, string path)
    {
        if (value > 0)
            return true;
        findings.Error(node.Spot, path, "a lognormal amount is always above 0", "For an amount that can be 0, give it a `chance`.");
        return false;
    }

    private bool IsLaw(Metalog law, ScenarioNode node, string path)
    {
        if (law.Fault() is var (from, to))
        {
            findings.Error(
                node.Spot, path, $"no law of this family has these percentiles: its density would be negative {Between(from, to)}",
                "Two neighbours stand too close to each other, or too far apart. Leave one out, or add `min` or `max`.");
            return false;
        }

        if (law.HasVariance && law.UpperQuantile(0.5 / 4294967296.0) <= ValueMax)
            return true;
        findings.Error(
            node.Spot, path, "these percentiles have so heavy a tail that a rare value decides on the mean",
            "Add a `max`: a hard end that nothing passes.");
        return false;
    }

    private static string Between(double from, double to) =>
        from < 0.001 ? $"below p{Percent(Math.Max(to, 0.0001))}"
        : to > 0.999 ? $"above p{Percent(Math.Min(from, 0.9999))}"
        : $"between p{Percent(from)} and p{Percent(to)}";

    private static string Percent(double probability) =>
        Shorten.Number(Math.Round(probability * 100, probability is < 0.01 or > 0.99 ? 2 : 0));
}
