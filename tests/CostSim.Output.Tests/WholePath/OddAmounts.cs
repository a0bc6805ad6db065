using System.Globalization;

namespace CostSim.Output.Tests.WholePath;

/// <summary>Amounts of every shape around a number, narrow and wide, at every level.</summary>
internal static class OddAmounts
{
    private static readonly string[] Levels = ["run", "item", "call"];

    private static readonly double[] Widths = [1.0001, 1.5, 3, 30, 3000, 1e6];

    private static readonly Func<double, double, string>[] Shapes =
    [
        (low, high) => $"\"range\": [{Text(low)}, {Text(high)}]",
        (low, high) => $"\"range\": [0, {Text(high)}]",
        (low, high) => $"\"triangular\": [{Text(low)}, {Text(low)}, {Text(high)}]",
        (low, high) => $"\"pert\": [{Text(low)}, {Text(Math.Sqrt(low * high))}, {Text(high)}]",
        (low, high) => $"\"logUniform\": [{Text(low)}, {Text(high)}]",
        (low, high) => $"\"90%\": [{Text(low)}, {Text(high)}]",
        (low, high) => $"\"90%\": [{Text(low)}, {Text(high)}], \"truncate\": [0, {Text(2 * high)}]",
        (low, high) => $"\"90%\": [{Text(low)}, {Text(high)}], \"clip\": [{Text(low / 2)}, {Text(high)}]",
        (low, high) => $"\"lognormal\": {{ \"mean\": {Text(low)}, \"sd\": {Text(high - low)} }}",
        (low, high) => $"\"lognormal\": {{ \"p10\": {Text(low)}, \"p99\": {Text(high)} }}",
        (low, high) => $"\"normal\": {{ \"mean\": {Text(low)}, \"sd\": {Text(high - low)} }}, \"truncate\": [0, {Text(high)}]",
        (low, high) => $"\"percentiles\": {{ \"min\": 0, \"p10\": {Text(low)}, \"p90\": {Text(high)}, \"max\": {Text(2 * high)} }}",
        (low, high) => $"\"values\": [{Text(low)}, {Text(low)}, {Text(high)}]",
        (low, high) => $"\"discrete\": [[0, 0.6], [{Text(low)}, 0.3999], [{Text(high)}, 0.0001]]",
        (low, high) => $"\"mixture\": [[[{Text(low)}, {Text(high)}], 0.8], [{Text(low)}, 0.2]]",
        (low, high) => $"\"range\": [{Text(low)}, {Text(high)}], \"chance\": 0.03",
        (_, _) => "\"betaFrom\": { \"k\": 3, \"n\": 40 }",
    ];

    /// <summary>An amount near a number.</summary>
    public static string Near(double centre, Random random)
    {
        var level = $"\"level\": \"{Levels[random.Next(Levels.Length)]}\"";
        var low = centre > 0 ? centre : 1;
        var high = low * Widths[random.Next(Widths.Length)];
        var shape = $"{{ {Shapes[random.Next(Shapes.Length)](low, high)}, {level} }}";
        return random.Next(8) switch
        {
            0 => Text(centre),
            1 => $"[{Text(low)}, {Text(high)}]",
            2 => $"{{ \"product\": [{shape}, {{ \"range\": [0, 2], {level} }}] }}",
            3 => $"{{ \"sum\": [{shape}, {{ \"product\": [{Text(low)}, {{ \"range\": [0.1, 1.9], \"level\": \"item\" }}] }}] }}",
            _ => shape,
        };
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
