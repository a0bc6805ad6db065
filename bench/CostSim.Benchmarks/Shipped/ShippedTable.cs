using System.Globalization;
using System.Text;

namespace CostSim.Benchmarks.Shipped;

/// <summary>The table for <c>bench/results</c>: new times beside old ones.</summary>
internal static class ShippedTable
{
    public static string Markdown(IReadOnlyList<ShippedTimes> times, Dictionary<string, ShippedTimes> old, long trials)
    {
        var text = new StringBuilder();
        Line(text, "# Shipped scenarios");
        Line(text, "");
        Line(text,
            $"Written by `bench/scenarios/run`: every scenario of `scenarios/` and every template of `costsim init`, in each run and "
                + $"variant; {trials:N0} trials, seconds by the clock.");
        Line(text, "");
        Line(text,
            $"- Machine: {Machine.Processor}, {Environment.ProcessorCount} processors, {Machine.InstructionSet}; {Machine.Runtime}.");
        Line(text,
            "- ≈: extrapolated in proportion from fewer trials. Old: before the change that this table was written for. Planning counts "
                + "the choice of the method. The engine's times are medians of nine rounds in turns with those at a hundred times the "
                + "items.");
        foreach (var (title, choose) in (ReadOnlySpan<(string, Func<ShippedTimes, EngineTime>)>)[("At their items", each => each.Once),
            ("At a hundred times the items", each => each.Hundredfold)])
        {
            var factor = title == "At their items" ? 1 : ShippedClock.Hundredfold;
            Line(text, "");
            Line(text, $"## {title}");
            Line(text, "");
            Line(text,
                $"| scenario | run | variant | items | method | planning | engine | old engine | old ÷ new "
                    + $"|{(factor == 1 ? " command | old command |" : " engine ÷ at its items |")}");
            Line(text, $"|---|---|---|---|---|---|---|---|---|{(factor == 1 ? "---|---|" : "---|")}");
            foreach (var each in times)
            {
                var (now, before) = (choose(each), old.GetValueOrDefault(each.Key) is { } known ? choose(known) : null);
                var command = factor == 1
                    ? $" {Seconds(each.CommandSeconds)} | {Seconds(old.GetValueOrDefault(each.Key)?.CommandSeconds)} |"
                    : $" {Ratio(now, each.Once)} |";
                Line(text,
                    $"| {string.Join(" | ", each.Key.Split('/'))} | {each.Items * factor:N0} | {now.Method} | {Seconds(now.PlanSeconds)} "
                        + $"| {Shown(now)} | {Shown(before)} | {Ratio(before, now)} |{command}");
            }
        }

        return text.ToString();
    }

    private static string Shown(EngineTime? time) => time is null ? "–" : (time.IsExtrapolated ? "≈ " : "") + Seconds(time.Seconds);

    private static string Ratio(EngineTime? before, EngineTime now) =>
        before is null ? "–" : (before.Seconds / now.Seconds).ToString("G3", CultureInfo.InvariantCulture);

    private static string Seconds(double? seconds) => seconds switch
    {
        null => "–",
        >= 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:N1} h"),
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:N0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###}"),
    };

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
