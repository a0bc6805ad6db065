using CommandLine;

namespace CostSim.Benchmarks.Shipped;

/// <summary><c>scenarios</c>: how long does each scenario take that comes with the program?</summary>
[Verb("scenarios",
    HelpText = "Time every shipped scenario and template, in each run and variant, at its items and a hundred times as many.")]
internal sealed class ScenariosVerb
{
    [Option("costsim", Required = true, MetaValue = "FILE", HelpText = "The built program, for the time of the whole command.")]
    public string Costsim { get; set; } = "";

    [Option("output", Required = true, MetaValue = "FILE", HelpText = "The Markdown table to write; the times go beside it, as JSON.")]
    public string Output { get; set; } = "";

    [Option("old", MetaValue = "FILE", HelpText = "Times of an earlier run, as JSON, to stand beside the new ones.")]
    public string? Old { get; set; }

    [Option('n', "trials", Default = 1_000_000L, HelpText = "Number of trials.")]
    public long Trials { get; set; } = 1_000_000;

    [Option("patience", Default = 30.0, MetaValue = "SECONDS",
        HelpText = "A simulation that would take longer is extrapolated from fewer trials.")]
    public double Patience { get; set; } = 30;

    [Option("only", Default = "", MetaValue = "TEXT", HelpText = "Only scenarios whose name, run or variant contains this.")]
    public string Only { get; set; } = "";

    public int Execute()
    {
        var old = ShippedTimes.Read(Old);
        var folder = Directory.CreateTempSubdirectory("costsim-scenarios").FullName;
        try
        {
            var clock = new ShippedClock(Trials, TimeSpan.FromSeconds(Patience));
            var cases = ShippedCase.All(folder).Where(one => one.Key.Contains(Only, StringComparison.Ordinal)).ToList();
            if (cases.Count == 0)
            {
                Console.Error.WriteLine($"--only {Only}: there is none");
                return 2;
            }

            // What the first one pays for compiling is not its own.
            clock.Engine(cases[0].Scenario, cases[0].Scenario.Items);
            var times = cases.Select(one => Measure(clock, one, Path.Combine(folder, "result"))).ToList();
            File.WriteAllText(Output, ShippedTable.Markdown(times, old, Trials));
            ShippedTimes.Write(Path.ChangeExtension(Output, ".json"), times);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private ShippedTimes Measure(ShippedClock clock, ShippedCase one, string folder)
    {
        Console.Error.WriteLine(one.Key);
        var items = one.Scenario.Items;
        var once = clock.Engine(one.Scenario, items);
        var (shown, hundredfold) = clock.InTurns(one.Scenario, items, once, clock.Engine(one.Scenario, items, once));
        return new ShippedTimes(one.Key, items, shown, hundredfold, once.IsExtrapolated ? null : clock.Command(Costsim, one, folder));
    }
}
