using System.Globalization;
using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>What a simulation is held against; each check returns the findings beyond its bound, none for a sound engine.</summary>
internal static class LawCheck
{
    /// <summary>Standard errors beyond which a moment is wrong: 6 in 10 million by chance.</summary>
    public const double ScoreMax = 5;

    /// <summary>Mean and variance of every measure of the run and of each phase, against their closed form.</summary>
    public static List<string> Moments(TrialTable table, ClosedForm law)
    {
        var findings = new List<string>();
        for (var scope = 0; scope < law.Scopes; scope++)
        {
            foreach (var measure in Measures.OfTokens)
            {
                var sample = Sample.Of(table, scope, measure);
                var (mean, variance) = (law.Mean(scope, measure), law.Variance(scope, measure));
                Report(findings, $"mean of {Name(scope, measure)}: {sample.Mean:R} for {mean:R}", sample.MeanScore(mean, variance),
                    ScoreMax);
                Report(
                    findings, $"variance of {Name(scope, measure)}: {sample.Variance:R} for {variance:R}",
                    sample.VarianceScore(variance, mean), ScoreMax);
            }
        }

        return findings;
    }

    /// <summary>
    /// Mean, variance and Kolmogorov–Smirnov distance of every measure of the run and of each phase, against the interpreter.
    /// </summary>
    /// <param name="engine">The engine's trials.</param>
    /// <param name="naive">The interpreter's trials.</param>
    /// <param name="checks">How many distances are looked at in all: the significance of one in a hundred is divided by it.</param>
    public static List<string> Agreement(TrialTable engine, TrialTable naive, int checks)
    {
        var findings = new List<string>();
        for (var scope = 0; scope < naive.Scopes; scope++)
        {
            foreach (var measure in naive.Measures)
            {
                var (a, b) = Sample.Pair(engine, naive, scope, measure);
                Report(findings, $"mean of {Name(scope, measure)}: {a.Mean:R} for {b.Mean:R}", a.MeanScore(b), ScoreMax);
                Report(findings, $"variance of {Name(scope, measure)}: {a.Variance:R} for {b.Variance:R}", a.VarianceScore(b), ScoreMax);
                Report(findings, $"law of {Name(scope, measure)}", a.KolmogorovSmirnov(b, 0.01 / checks), 1);
            }
        }

        return findings;
    }

    /// <summary>Fails with every finding in full.</summary>
    public static void AssertNone(List<string> findings) => Assert.True(findings.Count == 0, string.Join("\n", findings));

    private static void Report(List<string> findings, string what, double score, double most)
    {
        if (!(Math.Abs(score) < most))
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {score:F2}, at most {most:F0}"));
    }

    private static string Name(int scope, Measure measure) => scope == 0 ? $"the run's {measure}" : $"phase {scope - 1}'s {measure}";
}
