using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>A number stated by the scenario's source, compared with the result.</summary>
/// <param name="What">Which number: "absolute minimum", "P5", …</param>
/// <param name="SourceUsd">What the source says.</param>
/// <param name="ResultUsd">The result, or null if there is none: no upper limit, or too few trials.</param>
/// <param name="Uncertainty">Half the width of the result's interval in USD; 0 if computed.</param>
/// <param name="Rounding">How the source rounds, in words: "to $10", "up to $1"; null if unknown.</param>
/// <param name="Agrees">Whether a value within the result's interval, rounded like the source, equals the stated number.</param>
public sealed record ExpectationCheck(string What, double SourceUsd, double? ResultUsd, double Uncertainty, string? Rounding, bool Agrees)
{
    /// <summary>Relative tolerance for agreement if the source's rounding is unknown.</summary>
    private const double ToleranceWithoutRounding = 0.005;

    /// <summary>The relative difference of the result from the source.</summary>
    public double? Difference => ResultUsd / SourceUsd - 1;

    /// <summary>Compares every number that the source states with the run.</summary>
    public static IEnumerable<ExpectationCheck> Of(RunSummary run)
    {
        var cost = run.Total.Cost;
        foreach (var expectation in run.Expectations)
        {
            if (expectation.AbsoluteUsd is { } absolute)
            {
                yield return Hold("absolute minimum", absolute.Low, Computed(cost.Support.Min), absolute);
                yield return Hold("absolute maximum", absolute.High, Computed(cost.Support.Max), absolute);
            }

            if (expectation.RealisticUsd is { } realistic)
            {
                yield return Hold("P5", realistic.Low, cost["P5"], realistic);
                yield return Hold("P95", realistic.High, cost["P95"], realistic);
            }
        }
    }

    private static Percentile? Computed(double value) => double.IsFinite(value) ? new Percentile(value, value, value) : null;

    private static ExpectationCheck Hold(string what, double source, Percentile? result, StatedRange range) => result is { } p
        ? new ExpectationCheck(what, source, p.Value, (p.High - p.Low) / 2, InWords(range), Agree(source, p, range))
        : new ExpectationCheck(what, source, null, 0, InWords(range), false);

    private static string? InWords(StatedRange range) => range.RoundedToUsd is { } step
        ? string.Create(CultureInfo.InvariantCulture, $"{(range.RoundedUp ? "up " : "")}to ${step:0.##}")
        : null;

    private static bool Agree(double source, Percentile result, StatedRange range)
    {
        if (range.RoundedToUsd is not { } step)
            return result.Low <= source * (1 + ToleranceWithoutRounding) && result.High >= source * (1 - ToleranceWithoutRounding);
        return Steps(result.Low) <= source / step + 0.001 && Steps(result.High) >= source / step - 0.001;

        double Steps(double value) => range.RoundedUp ? Math.Ceiling(value / step) : Math.Round(value / step);
    }
}
