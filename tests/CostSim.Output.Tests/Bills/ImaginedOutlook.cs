using CostSim.Engine.Checks;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests;

/// <summary>Outlooks of the tickets, with and without everything that one may have.</summary>
internal static class ImaginedOutlook
{
    private static readonly OutlookOptions Few = new() { Trials = 400, Threads = 2 };

    /// <summary>Too few trials for percentiles, and no limit.</summary>
    public static Outlook Plain(SizedScenario tickets) =>
        Study.Outlook(tickets with { Items = 21 }, ImaginedBill.Plain(tickets).Bill, Few with { Trials = 40 });

    /// <summary>Another tier, uses of tools, more than planned, limits that hold and that do not.</summary>
    public static Outlook Full(SizedScenario tickets) => Study.Outlook(
        tickets, ImaginedBill.Full(tickets).Bill, Few with
        {
            Policies = [new Policy("--budget", new Limit(100, 0.95)), new Policy("--budget", new Limit(1e-6, 0.95))],
            Done = new Dictionary<string, DoneShare> { ["tag"] = DoneShare.OfShare(0.5) },
        }) with
    {
        Command = "costsim forecast tickets.json",
    };
}
