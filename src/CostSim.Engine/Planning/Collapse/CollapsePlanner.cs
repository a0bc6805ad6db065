namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Plans how the totals of a <see cref="Plan"/> are sampled for all items at once, or gives the reason why they cannot be.
/// </summary>
internal static class CollapsePlanner
{
    /// <summary>The collapse, or null with the reason at the phase that prevents it.</summary>
    public static (CollapsePlan? Collapse, string? Phase, string? Reason) Build(Plan plan)
    {
        var at = plan.Phases[0];
        try
        {
            var book = new Populations(plan, new ItemUses(plan, new ItemLaws(plan)));
            var flow = new PopulationFlow(plan, book);
            var lanes = new LanePlanner(plan, book, flow);
            var singles = new SingleLanePlanner(plan, book, flow);
            // Reruns add to earlier phases: then all units are walked first.
            var isPassedAgain = Passage.All(plan).Count() > plan.Phases.Count;
            var phases = new List<(CollapsedPhase, int)>();
            foreach (var phase in isPassedAgain ? plan.Phases : [])
                flow.Walk(at = phase);
            foreach (var phase in plan.Phases)
            {
                at = phase;
                if (!isPassedAgain)
                    flow.Walk(phase);
                var collapsed = new CollapsedPhase([], lanes.Calls(phase), lanes.Of(phase), singles.Of(phase));
                phases.Add((collapsed, book.Steps.Count));
            }

            return (book.Steps.Build(phases) with { Error = book.Shapes.ErrorMax }, null, null);
        }
        catch (NotCollapsibleException e)
        {
            return (null, at.Id, e.Message);
        }
    }
}
