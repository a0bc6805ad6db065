using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>How a quantity is drawn, in words for people who do not know the names of laws.</summary>
internal static class ShapeWords
{
    /// <summary>The phases, allowances and lines that share the draw of a factor, so many of them by name.</summary>
    public static string Places(Assumption assumption, int most)
    {
        var places = assumption.UsedAt.Select(path => path.Split('.')).Select(parts => parts.Length > 1 ? parts[1] : parts[0]).Distinct().ToList();
        return $"{string.Join(", ", places.Take(most))}{(places.Count > most ? " and others" : "")}";
    }

    /// <summary>Values that are told one by one.</summary>
    private const int ValuesMax = 8;

    /// <summary>The quantity in words.</summary>
    public static string Of(Assumption assumption)
    {
        if (assumption.Amount is not Uncertain amount)
            return assumption.Amount is Certain certain ? Number(assumption, certain.Value) : CompositeWords.Of(assumption.Amount);
        var shape = Of(assumption, amount.Shape);
        return amount.Chance < 1 ? $"0 with probability {Percent(1 - amount.Chance)}, otherwise {shape}" : shape;
    }

    private static string Of(Assumption assumption, Shape shape)
    {
        return shape switch
        {
            UniformShape => "uniform (all equally likely)",
            TriangularShape t => $"most likely {At(t.Mode)}, less likely towards both ends (triangular)",
            PertShape p => string.Create(CultureInfo.InvariantCulture, $"most likely {At(p.Mode)}, ends unlikely (PERT{(p.Lambda == 4 ? "" : $", λ {p.Lambda:0.##}")})"),
            LognormalIntervalShape l => $"in {Percent(l.Coverage)} of cases {At(l.Low)} to {At(l.High)}, seldom far above (lognormal)",
            LognormalMomentsShape l => $"mean {At(l.Mean)}, standard deviation {At(l.Sd)}, seldom far above (lognormal)",
            LognormalPercentilesShape l => $"{Below(l.Lower)}, {Below(l.Upper)}, seldom far above (lognormal)",
            NormalShape n => $"mean {At(n.Mean)}, standard deviation {At(n.Sd)}, symmetric (normal)",
            PercentilesShape p => $"{string.Join(", ", p.Percentiles.Take(ValuesMax).Select(Below))}, smooth in between",
            BetaFromShape b => string.Create(CultureInfo.InvariantCulture, $"as likely as {b.Successes:N0} cases in {b.Trials:N0} observed make it (beta)"),
            EmpiricalShape e => string.Create(CultureInfo.InvariantCulture, $"one of {e.Values.Count:N0} observed values, all equally likely"),
            DiscreteShape d => $"one of: {string.Join(", ", d.Values.Take(ValuesMax).Select(value => $"{At(value.Value)} ({Percent(value.Probability)})"))}{(d.Values.Count > ValuesMax ? ", …" : "")}",
            MixtureShape m => string.Join("; or ", m.Parts.Take(ValuesMax).Select(part => $"with probability {Percent(part.Probability)}: {Of(assumption, part.Shape)}")),
            TruncatedShape t => $"{Of(assumption, t.Of)}; drawn again until it is within {At(t.Min)} to {At(t.Max)}",
            ClippedShape c => $"{Of(assumption, c.Of)}; what lies outside {At(c.Min)} to {At(c.Max)} is set to that end",
            _ => $"as written: {assumption.Written}",
        };

        string At(double value) => Number(assumption, value);

        string Below(PercentileValue percentile) => $"{Percent(percentile.Probability)} of cases below {At(percentile.Value)}";
    }

    /// <summary>At which levels it is drawn.</summary>
    /// <param name="amount">The quantity.</param>
    /// <param name="item">The scenario's word for an item.</param>
    public static string Levels(Amount amount, string item) => amount switch
    {
        Uncertain { Spread: { IsOneLevel: true } spread } => $"once for {(spread.Item == 1 ? $"each {item}" : spread.Call == 1 ? "each call" : "the run")}",
        Uncertain { Spread: var spread } => string.Join(", ", new[] { (spread.Run, "run"), (spread.Item, item), (spread.Call, "call") }
            .Where(part => part.Item1 > 1e-9).Select(part => $"{part.Item2}\u00a0{Percent(part.Item1)}")),
        Certain => "",
        _ => "its parts",
    };

    /// <summary>A value as people write it: a share in per cent, thousands set off.</summary>
    public static string Number(Assumption assumption, double value) =>
        double.IsPositiveInfinity(value) ? "no limit" : assumption.IsShare ? Percent(value) : Number(value);

    /// <summary>A number as people write it, in full.</summary>
    internal static string Number(double value) => value.ToString(value >= 1000 ? "#,##0.######" : "0.##########", CultureInfo.InvariantCulture);

    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####} %");
}
