using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>Holds when answers are needed against the tiers that are paid for.</summary>
internal sealed class TimingCheck(Findings findings)
{
    /// <summary>Hours within which providers promise the answers of a batch.</summary>
    private const double BatchWindowHours = 24;

    /// <summary>Says where the tiers do not go with the timing.</summary>
    public void Compare(KeyedNode scenario, Timing? timing, double? windowHours, IReadOnlyList<Phase> phases)
    {
        var (batch, standard) = (Ids(Tier.Batch), Ids(Tier.Standard));
        if (timing == Timing.RealTime && batch.Count > 0)
            findings.Warning(
                scenario.Find("timing")!.Spot, "timing", $"real-time work is priced as batch in {KeyedNode.List(batch)}",
                "A batch answers within a day: \"tier\": \"standard\" is the price of an answer at once.");
        if (windowHours < BatchWindowHours && batch.Count > 0)
            findings.Warning(
                scenario.Find("completionWindowHours")!.Spot, "completionWindowHours",
                $"the window of {Shorten.Number(windowHours.Value)} hours is shorter than the {BatchWindowHours} within which a batch is "
                    + $"promised; batch is paid for in {KeyedNode.List(batch)}",
                "What expires is called again at another time or tier, which is not part of this cost.");
        if (timing is Timing.Queued or Timing.Scheduled or Timing.Backfill && standard.Count > 0
            && windowHours is null or >= BatchWindowHours)
            findings.Note(
                scenario.Find("timing")!.Spot, "timing",
                $"{TimingName.Of(timing.Value)} work is priced as standard in {KeyedNode.List(standard)}",
                "Work that can wait a day is usually cheaper as batch: \"tier\": \"batch\".");

        List<string> Ids(Tier tier) =>
            [.. phases.Where(phase => phase.Calls.Any(call => call.Model.Tier == tier)).Select(phase => phase.Id)];
    }
}
