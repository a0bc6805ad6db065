using System.Globalization;
using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tests.Distributions;

/// <summary>The laws against the 25 digits of <c>Data/laws.csv</c>.</summary>
public class KnownLawsTests
{
    private static readonly Dictionary<string, Func<IContinuousDistribution, double, double>> Functions = new()
    {
        ["mean"] = (law, _) => law.Mean,
        ["variance"] = (law, _) => law.Variance,
        ["below"] = (law, x) => law.Cdf(x),
        ["density"] = (law, x) => law.Density(x),
        ["quantile"] = (law, p) => law.Quantile(p),
        ["upper"] = (law, q) => law.UpperQuantile(q),
    };

    public static IEnumerable<object[]> All =>
        KnownAnswers.Of("laws").Select(row => (row["law"], row["parameters"])).Distinct().Select(
            law => new object[] { law.Item1, law.Item2 });

    [Theory, MemberData(nameof(All))]
    public void Quantiles_are_known_to_thirteen_digits_on_both_sides(string law, string parameters) =>
        Compare(law, parameters, ["quantile", "upper"], IsNarrow(parameters) ? 4e-13 : 5e-14);

    [Theory, MemberData(nameof(All))]
    public void Probabilities_and_densities_are_known_to_thirteen_digits_even_in_the_tails(string law, string parameters) =>
        Compare(law, parameters, ["below", "density"], IsNarrow(parameters) ? 2e-11 : 1e-13);

    [Theory, MemberData(nameof(All))]
    public void Mean_and_variance_are_known_to_all_digits(string law, string parameters) =>
        Compare(law, parameters, ["mean", "variance"], 2e-15);

    /// <summary>
    /// Beta laws with parameters of thousands: their gamma functions, of e^20,000 and more, leave fewer digits of the quotient.
    /// </summary>
    private static bool IsNarrow(string parameters) => parameters.EndsWith(" 10000", StringComparison.Ordinal);

    private static void Compare(string law, string parameters, string[] functions, double tolerance)
    {
        var l = Laws.Of(law, parameters);
        var rows = KnownAnswers.Of("laws").Where(row => row["law"] == law && row["parameters"] == parameters);
        foreach (var row in rows.Where(row => functions.Contains(row["function"])))
        {
            var argument = row["argument"] == "" ? 0 : double.Parse(row["argument"], CultureInfo.InvariantCulture);
            var known = double.Parse(row["value"], CultureInfo.InvariantCulture);
            var value = Functions[row["function"]](l, argument);
            var error = Math.Abs(value - known) / (known == 0 ? 1 : Math.Abs(known));
            Assert.True(
                error <= tolerance,
                $"{law} {parameters} {row["function"]} {row["argument"]}: {value:R}, known {row["value"]}, off by {error:E1}");
        }
    }
}
