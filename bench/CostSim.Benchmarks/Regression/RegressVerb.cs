using System.Globalization;
using CommandLine;

namespace CostSim.Benchmarks.Regression;

/// <summary><c>regress</c>: has anything become slower, measured against plain loops of the same run?</summary>
[Verb("regress", HelpText = "Compare kernels and small jobs with a baseline; exit code 1 where one has become slower.")]
internal sealed class RegressVerb
{
    private const int Rounds = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Option("baseline", Required = true, MetaValue = "FILE", HelpText = "The baseline.")]
    public string Path { get; set; } = "";

    [Option("write", HelpText = "Add this run to the baseline, whose median counts, instead of comparing.")]
    public bool Write { get; set; }

    [Option("margin", Default = 0.35, MetaValue = "X", HelpText = "An item may take so much longer than in the baseline.")]
    public double Margin { get; set; } = 0.35;

    [Option("plant", Separator = ',', MetaValue = "NAME=FACTOR", HelpText = "Multiply the work of an item, to see that it is caught.")]
    public IEnumerable<string> Plant { get; set; } = [];

    public int Execute()
    {
        var items = RegressionItems.OfThisMachine();
        var planted = Plant.Select(text => text.Split('=')).ToDictionary(p => p[0], p => double.Parse(p[^1], CultureInfo.InvariantCulture));
        var unknown = planted.Keys.Where(name => !items.Any(item => item.Key == name || item.Name == name)).ToList();
        if (unknown.Count > 0)
            return Complain($"--plant {string.Join(", ", unknown)}: the items are {string.Join(", ", items.Select(item => item.Key))}");
        if (!Write && !File.Exists(Path))
            return Complain($"{Path} does not exist; --write makes it");
        var baseline = File.Exists(Path) ? Baseline.Read(Path) : Baseline.Empty;
        if (Write)
            return Record(baseline, items, planted);
        return Compare(baseline, items, planted);
    }

    private int Record(Baseline baseline, List<RegressionItem> items, Dictionary<string, double> planted)
    {
        if (planted.Count > 0)
            return Complain("--write and --plant do not go together");
        if ((baseline.InstructionSet, baseline.Processor) != (Machine.InstructionSet, Machine.Processor))
            return Complain($"{Path} is of {baseline.Processor} ({baseline.InstructionSet}): delete it to begin anew on this machine");
        var ratios = new Interleaved(planted).Measure(items, Rounds, Patience);
        for (var i = 0; i < items.Count; i++)
            baseline.Add(items[i], ratios[i]);
        (baseline with { Runtime = Machine.Runtime }).Write(Path);
        Console.WriteLine($"{Path}: {items.Count} items, {baseline.Items.Values.Max(item => item.Ratios.Length)} runs");
        return 0;
    }

    private int Compare(Baseline baseline, List<RegressionItem> measurable, Dictionary<string, double> planted)
    {
        var items = measurable.Where(item => baseline.Items.ContainsKey(item.Key)).ToList();
        Explain(baseline, measurable);
        if (items.Count == 0)
            return Complain("nothing to compare");
        var interleaved = new Interleaved(planted);
        var changes = Changes(baseline, items, interleaved.Measure(items, Rounds, Patience));
        var suspects = Slower(changes);
        var again = suspects.Count;
        if (again > 0)
        {
            // A busy spell passes, a slowdown stays. All items again: alone, a suspect would find its data in the cache every time and look
            // better.
            var second = Changes(baseline, items, interleaved.Measure(items, Rounds, Patience));
            foreach (var suspect in suspects)
                changes[suspect] = Math.Min(changes[suspect], second[suspect]);
            suspects = Slower(changes);
        }

        for (var i = 0; i < items.Count; i++)
            Print(items[i], changes[i], baseline.Items[items[i].Key].Median);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"{items.Count} items compared, {suspects.Count} slower by more than {Margin:P0}, {again} measured again"));
        return suspects.Count == 0 ? 0 : 1;
    }

    private List<int> Slower(double[] changes) => [.. Enumerable.Range(0, changes.Length).Where(i => changes[i] > 1 + Margin)];

    private void Print(RegressionItem item, double change, double before)
    {
        var verdict = change > 1 + Margin ? "SLOWER" : change < 1 / (1 + Margin) ? "faster" : "ok";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{verdict,-7} {item.Key,-28} {change,6:0.00} x the baseline ({change * before:G4} against {before:G4} "
                + $"{(item.Calibration == CalibrationKind.Memory ? "memory" : "arithmetic")} steps a {item.Unit})"));
    }

    private static double[] Changes(Baseline baseline, List<RegressionItem> items, double[] ratios) =>
        [.. items.Select((item, i) => ratios[i] / baseline.Items[item.Key].Median)];

    private static void Explain(Baseline baseline, List<RegressionItem> measurable)
    {
        Console.WriteLine(
            $"baseline: {baseline.Processor}, {baseline.InstructionSet}, {baseline.Runtime}; here: {Machine.Processor}, "
                + $"{Machine.InstructionSet}, {Machine.Runtime}");
        var here = measurable.Select(item => item.Set).ToHashSet();
        var there = baseline.Items.Keys.Select(key => key.Split('/')[0]).ToHashSet();
        if (!here.SetEquals(there))
            Console.WriteLine(
                $"compared are the items of {string.Join(", ", here.Intersect(there).Order())} only; not of "
                    + $"{string.Join(", ", here.Union(there).Except(here.Intersect(there)).Order())}, "
                    + "which the other machine does not have");
        var missing = measurable.Where(item => there.Contains(item.Set) && !baseline.Items.ContainsKey(item.Key)).Select(item => item.Key)
            .ToList();
        if (missing.Count > 0)
            Console.WriteLine($"not in the baseline: {string.Join(", ", missing)}");
    }

    private static int Complain(string text)
    {
        Console.Error.WriteLine(text);
        return 2;
    }
}
