using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// Whether paired trials have one law: mean, standard deviation and percentiles of every measure of the run and of each phase.
/// </summary>
/// <remarks>
/// Every score is a sum of terms, one a trial, that change their sign where the two plans of the trial are exchanged, over the root of the
/// sum of their squares. If the two have one law such a score exceeds x with a probability of at most 2·exp(−x²/2), whatever the law, heavy
/// tails and few trials included (Hoeffding 1963; Efron 1969): of a large sample it is a normal deviate. For a percentile the terms are
/// those of McNemar's test at the percentile of both samples together. Where the reference alone would make a percentile of a handful of
/// trials, scores stay small, and nothing is said.
/// </remarks>
internal static class LawComparison
{
    /// <summary>
    /// No false alarm in a thousand scenarios: 200,000 scores of normal deviates exceed it with a probability below 0.01.
    /// </summary>
    public const double ScoreMax = 5.5;

    /// <summary>The places at which percentiles are compared are those of the first so many trials: near enough.</summary>
    private const int PlaceTrials = 2_048;

    private static readonly (string Name, double Probability)[] Percentiles =
        [("P1", 0.01), ("P5", 0.05), ("P25", 0.25), ("P50", 0.5), ("P75", 0.75), ("P95", 0.95), ("P99", 0.99), ("P99.9", 0.999)];

    /// <summary>Differences beyond a score.</summary>
    /// <param name="pair">The trials.</param>
    /// <param name="scoreMax">Standard errors that chance explains.</param>
    /// <param name="stated">
    /// The relative error of the run that the method states: so much of the run's mean of a measure is allowed in every scope.
    /// </param>
    public static List<LawDifference> Differences(PairedTrials pair, double scoreMax, double stated)
    {
        var differences = new List<LawDifference>();
        for (var scope = 0; scope < pair.Reference.Scopes; scope++)
        {
            foreach (var measure in pair.Plan.Measures)
            {
                var (tested, reference) = (pair.Tested[scope, measure], pair.Reference[scope, measure]);
                if (tested.AsSpan().SequenceEqual(reference))
                    continue;
                // Rounding: of a value's floats, and of a few sums to a 256th of a token each, of which the dearest costs $0.00003.
                var resolution = measure switch { Measure.Calls => 0, Measure.InputTokens or Measure.OutputTokens => 1.0 / 32, _ => 1e-6 };
                var allowed = stated * pair.Reference[0, measure].Average() + Sample.FloatError * reference.Average() + resolution;
                foreach (var (statistic, a, b, score) in Of(tested, reference, allowed))
                {
                    if (Math.Abs(score) > scoreMax)
                        differences.Add(new LawDifference(scope, pair.Name(scope), measure, statistic, a(), b(), score));
                }
            }
        }

        return differences;
    }

    private static IEnumerable<(string Statistic, Func<double> Tested, Func<double> Reference, double Score)> Of(
        double[] tested, double[] reference, double allowed)
    {
        var (testedMean, referenceMean) = (tested.Average(), reference.Average());
        yield return ("mean", () => testedMean, () => referenceMean, MeanScore(tested, reference, allowed));
        var centre = (testedMean + referenceMean) / 2;
        double[] testedSquares = Squares(tested, centre), referenceSquares = Squares(reference, centre);
        var (testedDeviation, referenceDeviation) = (Math.Sqrt(testedSquares.Average()), Math.Sqrt(referenceSquares.Average()));
        yield return ("deviation", () => testedDeviation, () => referenceDeviation,
            MeanScore(testedSquares, referenceSquares, 2 * referenceDeviation * allowed));
        double[] both = [.. tested.AsSpan(0, Math.Min(PlaceTrials, tested.Length)),
            .. reference.AsSpan(0, Math.Min(PlaceTrials, tested.Length))];
        Array.Sort(both);
        foreach (var (name, probability) in Percentiles)
        {
            var place = At(both, probability);
            // Too small if too many lie at or below the place though they are raised by what is allowed; too great if too few do though
            // they are lowered.
            double few = BelowScore(tested, reference, place, allowed), many = BelowScore(tested, reference, place, -allowed);
            yield return (name, () => At([.. tested.Order()], probability), () => At([.. reference.Order()], probability),
                few > 0 ? -few : many < 0 ? -many : 0);
        }
    }

    private static double[] Squares(double[] values, double centre) =>
        Array.ConvertAll(values, value => (value - centre) * (value - centre));

    private static double MeanScore(double[] tested, double[] reference, double allowed)
    {
        double sum = 0, squares = 0;
        for (var t = 0; t < tested.Length; t++)
        {
            var difference = tested[t] - reference[t];
            sum += difference;
            squares += difference * difference;
        }

        var beyond = Math.Abs(sum) - tested.Length * allowed;
        return beyond <= 0 ? 0 : Math.Sign(sum) * beyond / Math.Sqrt(squares);
    }

    /// <summary>McNemar's: positive where more of the tested, raised by so much, lie at or below the place.</summary>
    private static double BelowScore(double[] tested, double[] reference, double place, double raised)
    {
        int only = 0, other = 0;
        var highest = place - raised;
        for (var t = 0; t < tested.Length; t++)
        {
            var (below, referenceBelow) = (tested[t] <= highest ? 1 : 0, reference[t] <= place ? 1 : 0);
            only += below & ~referenceBelow;
            other += referenceBelow & ~below;
        }

        return only == other ? 0 : (only - other) / Math.Sqrt(only + other);
    }

    private static double At(double[] sorted, double probability) => sorted[(int)Math.Ceiling(probability * sorted.Length) - 1];
}
