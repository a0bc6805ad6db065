using System.Globalization;
using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>How a measure of paired trials differs from its reference.</summary>
/// <param name="Scope">0 for the run, i + 1 for phase i.</param>
/// <param name="Name">The scope as the scenario calls it.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Statistic">The mean, the deviation, or a percentile.</param>
/// <param name="Tested">Its value of the plan under test, in USD, tokens or calls.</param>
/// <param name="Reference">Its value call by call.</param>
/// <param name="Score">Standard errors of the difference beyond what is allowed; positive where the plan under test has more.</param>
internal sealed record LawDifference(
    int Scope, string Name, Measure Measure, string Statistic, double Tested, double Reference, double Score)
{
    /// <summary>Which of the cells it is: the same in another sample.</summary>
    public (int Scope, Measure Measure, string Statistic, bool IsMore) Cell => (Scope, Measure, Statistic, Score > 0);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Statistic} of {Measure} of {Name}: {Tested:G7} for {Reference:G7} ({Relative:+0.000;-0.000} %), {Score:F1} standard errors");

    private double Relative => Reference == 0 ? double.NaN : (Tested / Reference - 1) * 100;
}
