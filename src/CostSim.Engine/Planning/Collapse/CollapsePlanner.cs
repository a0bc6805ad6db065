namespace CostSim.Engine.Planning.Collapse;

/// <summary>A <see cref="Plan"/> to the totals that can be drawn for all items at once, or the reason why not.</summary>
internal static class CollapsePlanner
{
    /// <summary>The collapse, or null and for the phase that stands against it the reason.</summary>
    public static (CollapsePlan? Collapse, string? Phase, string? Reason) Build(Plan plan)
    {
        var at = plan.Phases[0];
        try
        {
            var book = new Populations(plan, new ItemUses(plan, new ItemLaws(plan)));
            var flow = new UnitFlow(plan, book);
            var lanes = new LanePlanner(plan, book, flow);
            // What is passed again adds to phases before: then all units are walked first.
            var isPassedAgain = Passage.All(plan).Count() > plan.Phases.Count;
            var phases = new List<(CollapsedPhase, int)>();
            foreach (var phase in isPassedAgain ? plan.Phases : [])
                flow.Walk(at = phase);
            foreach (var phase in plan.Phases)
            {
                at = phase;
                if (!isPassedAgain)
                    flow.Walk(phase);
                phases.Add((Collapse(plan, phase, lanes), book.Steps.Count));
            }

            return (book.Steps.Build(phases) with { Error = book.Shapes.ErrorMax }, null, null);
        }
        catch (NotCollapsibleException e)
        {
            return (null, at.Id, e.Message);
        }
    }

    private static CollapsedPhase Collapse(Plan plan, PhasePlan phase, LanePlanner lanes)
    {
        if (LaneTerms.PoolsOf(plan, phase).SelectMany(pool => pool.Sources).Any(source => source.OneByOne is not null))
            throw new NotCollapsibleException("its calls are cut or priced one by one");
        return new CollapsedPhase([], lanes.Calls(phase), lanes.Of(phase));
    }
}
