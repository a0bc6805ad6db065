using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>Describes how a quantity is drawn, for people who do not know the names of distributions.</summary>
internal static class ShapeWords
{
    /// <summary>The phases, allowances and lines that share the draw of a factor, up to a maximum by name.</summary>
    public static string Places(Assumption assumption, int most)
    {
        var places = assumption.UsedAt.Select(path => path.Split('.')).Select(parts => parts.Length > 1 ? parts[1] : parts[0]).Distinct()
            .ToList();
        return $"{string.Join(", ", places.Take(most))}{(places.Count > most ? " and others" : "")}";
    }

    /// <summary>The quantity in words.</summary>
    public static string Of(Assumption assumption)
    {
        if (assumption.Amount is not Uncertain amount)
            return assumption.Amount is Certain certain ? Number(assumption, certain.Value) : CompositeWords.Of(assumption.Amount);
        var shape = amount.Shape.InWords(new NumberWords(value => Number(assumption, value), Percent));
        return amount.Chance < 1 ? $"0 with probability {Percent(1 - amount.Chance)}, otherwise {shape}" : shape;
    }

    /// <summary>At which levels it is drawn.</summary>
    /// <param name="amount">The quantity.</param>
    /// <param name="item">The scenario's word for an item.</param>
    public static string Levels(Amount amount, string item) => amount switch
    {
        Uncertain { Spread: { IsOneLevel: true } spread } =>
            $"once for {(spread.Item == 1 ? $"each {item}" : spread.Call == 1 ? "each call" : "the run")}",
        Uncertain { Spread: var spread } => string.Join(", ", new[] { (spread.Run, "run"), (spread.Item, item), (spread.Call, "call") }
            .Where(part => part.Item1 > 1e-9).Select(part => $"{part.Item2}\u00a0{Percent(part.Item1)}")),
        Certain => "",
        _ => "its parts",
    };

    /// <summary>A value for people: a share in percent, with thousands separators.</summary>
    public static string Number(Assumption assumption, double value) =>
        double.IsPositiveInfinity(value) ? "no limit" : assumption.IsShare ? Percent(value) : Number(value);

    /// <summary>A number for people, in full.</summary>
    internal static string Number(double value) =>
        value.ToString(value >= 1000 ? "#,##0.######" : "0.##########", CultureInfo.InvariantCulture);

    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####} %");
}
