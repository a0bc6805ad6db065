using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The sections with the cost band of the run, and of its phases with their shares.</summary>
internal static class SpendingSection
{
    public static XElement Bands(Summary summary, RunSummary run) =>
        Markup.Section("band", "The cost, percentile by percentile", Markup.Of(BandSection.Of(summary, run)),
            run.Total.Operations is null ? null : Markup.Of(RunReport.Operations(run)));

    public static XElement Of(RunSummary run) => Markup.Section(
        "spending", PhaseSection.Of(run),
        Markup.P(
            "The parts of the run, largest first. Percentiles of parts do not add up to those of the run, as parts are seldom all "
                + "expensive at once; means and shares do."));
}
