namespace CostSim.Scenarios.Reading;

/// <summary>Reads when answers are needed, and holds that against the tiers that are paid for.</summary>
internal sealed class TimingBinder(Findings findings, Scalars scalars)
{
    /// <summary>Hours within which providers promise the answers of a batch.</summary>
    private const double BatchWindowHours = 24;

    private const double MostHours = 8784; // a leap year

    public Timing? BindTiming(KeyedNode scenario) =>
        scenario.Find("timing") is { } node ? scalars.OneOf(node, "timing", "real-time", "queued", "scheduled", "backfill") switch
        {
            "real-time" => Timing.RealTime,
            "queued" => Timing.Queued,
            "scheduled" => Timing.Scheduled,
            "backfill" => Timing.Backfill,
            _ => null,
        } : null;

    /// <summary>Hours within which the answers of a run are to be there, above 0, or null.</summary>
    public double? BindWindow(KeyedNode scenario)
    {
        if (scenario.Find("completionWindowHours") is not { } node
            || scalars.NumberBetween(node, "completionWindowHours", 0, MostHours, "Hours from sending to the last answer: 24 is usual for a batch.") is not { } hours)
            return null;
        if (hours > 0)
            return hours;
        findings.Error(node.Spot, "completionWindowHours", "a window of 0 hours leaves no time for an answer");
        return null;
    }

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
                $"the window of {Shorten.Number(windowHours.Value)} hours is shorter than the {BatchWindowHours} within which a batch is promised; batch is paid for in {KeyedNode.List(batch)}",
                "What expires is called again at another time or tier, which is not part of this cost.");
        if (timing is Timing.Queued or Timing.Scheduled or Timing.Backfill && standard.Count > 0 && windowHours is null or >= BatchWindowHours)
            findings.Note(
                scenario.Find("timing")!.Spot, "timing", $"{TimingName.Of(timing.Value)} work is priced as standard in {KeyedNode.List(standard)}",
                "Work that can wait a day is usually cheaper as batch: \"tier\": \"batch\".");

        List<string> Ids(Tier tier) => [.. phases.Where(phase => phase.Call?.Model.Tier == tier || phase.Retry?.Fix?.Model.Tier == tier).Select(phase => phase.Id)];
    }
}
