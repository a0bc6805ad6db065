using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The list of assumptions: what is uncertain, what is taken as certain, and the source of each number.</summary>
internal static class AssumptionSection
{
    /// <summary>What is uncertain, or null if nothing is.</summary>
    public static XElement? Uncertain(Summary summary, Scenario scenario) => RegisterSection.Uncertain(scenario) is not { } section ? null
        : Markup.Section(
            "uncertain", section.Heading!,
            Markup.P(
                "The result is as good as these ranges. Under “differs by”: a part that differs by run is the same for all calls of a "
                    + "run, so it does not average out; "
                + $"a part that differs by {scenario.Item} or by call does, the more of them there are."),
            Markup.P(
                "Quantities with different names are assumed to vary independently, except for the correlations that the "
                    + "scenario states: when one is high another may be low, and part of the variation evens out. "
                + "If all were high together, P95 would be higher; “costsim explain” shows by how much."),
            Markup.Of(section), summary.Correlations.Count > 0 ? Markup.Of(RunReport.Correlations(summary)) : null);
}
