using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>How far a phase is.</summary>
/// <param name="Items">The items that it has done.</param>
/// <param name="Basis">How that is known.</param>
/// <param name="IsComplete">Whether the calls seen are all calls of these items; else some of them are still to come.</param>
public sealed record PhaseProgress(long Items, ProgressBasis Basis, bool IsComplete)
{
    /// <summary>The greatest share of simulated runs in which as few calls as were seen pass for all calls of the done items.</summary>
    private const double FewestShare = 0.005;

    /// <summary>The items that its calls show, if they are a fixed number for each item; else null.</summary>
    public long? Shown { get; init; }

    /// <summary>What the records tell without any simulation.</summary>
    /// <param name="sized">The scenario and its items.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="bill">What was billed.</param>
    /// <param name="told">How far phases are, by their ids; those without an entry show it by their records.</param>
    /// <returns>One for each phase of the plan.</returns>
    internal static IReadOnlyList<PhaseProgress> Of(
        SizedScenario sized, Plan plan, Bill bill, IReadOnlyDictionary<string, DoneShare> told)
    {
        var (items, perItem) = (sized.Items, FirstCalls.CertainPerItem(sized.Scenario, plan));
        List<PhaseBill?> bills = [.. plan.Phases.Select(phase => SeenPhase.Of(bill, phase)?.Bill)];
        // The first phase whose calls are a fixed number for each item shows how many items were begun.
        var begun = bills.Zip(perItem).Where(one => one is { First: not null, Second: not null })
            .Select(one => Math.Min(items, ItemsOf(one.First!, one.Second!.Value))).Append(items).First();
        List<PhaseProgress> phases =
        [
            .. plan.Phases.Select((phase, p) =>
            {
                if (bills[p] is not { } seen)
                    return new PhaseProgress(0, ProgressBasis.NotBegun, true);
                var shown = perItem[p] is { } calls ? ItemsOf(seen, calls) : (long?)null;
                return (told.TryGetValue(phase.Id, out var done) ? new PhaseProgress(done.Of(items), ProgressBasis.Told, true)
                    : shown is { } known ? new PhaseProgress(Math.Min(items, known), ProgressBasis.Counted, true)
                    : new PhaseProgress(begun, ProgressBasis.InStep, true)) with { Shown = shown };
            }),
        ];
        // An item is done when all of its phases are: what belongs to no call is done no earlier.
        var calling = bill.Phases.Select(phase => phase.Phase.Id).ToHashSet();
        var least = phases.Where((_, p) => !plan.Phases[p].IsBesideTheUnits && calling.Contains(plan.Phases[p].Id))
            .Select(phase => phase.Items).DefaultIfEmpty().Min();
        return [.. phases.Select((phase, p) => plan.Phases[p].IsBesideTheUnits ? phase with { Items = least } : phase)];
    }

    /// <summary>
    /// The same after a look at trials: if hardly any of them has as few calls as were seen, calls of the done items are still to come. So
    /// are repetitions, if there are any in the trials and none in the records: batches send them later, and where few are planned it
    /// matters little.
    /// </summary>
    /// <param name="seen">What the records show.</param>
    /// <param name="done">The calls of the done items, by trial.</param>
    internal PhaseProgress Revised(SeenPhase seen, ReadOnlySpan<double> done)
    {
        if (Basis is ProgressBasis.Told or ProgressBasis.NotBegun || done.IsEmpty)
            return this;
        double[] sorted = [.. done];
        Array.Sort(sorted);
        var hasTooFew = seen.Calls < sorted[(int)(FewestShare * (sorted.Length - 1))];
        if (Basis == ProgressBasis.Counted)
            return this with { IsComplete = !hasTooFew && (seen.Bill.Retries.Calls > 0 || sorted[^1] <= seen.Calls) };
        return hasTooFew ? new PhaseProgress((long)Math.Round(Items * seen.Calls / sorted.Average()), ProgressBasis.Behind, false) : this;
    }

    /// <summary>Its billed calls, without jobs that were sent twice; those whose tokens nobody knows are calls as well.</summary>
    internal static long CallsOf(PhaseBill bill) => bill.First.Calls + bill.Retries.Calls + bill.Unmeasured;

    private static long ItemsOf(PhaseBill bill, double callsPerItem) =>
        (long)Math.Round((bill.First.Calls + bill.Unmeasured) / callsPerItem);
}

/// <summary>How the items that a phase has done are known.</summary>
public enum ProgressBasis
{
    /// <summary>It has no records.</summary>
    NotBegun,

    /// <summary>Somebody said so.</summary>
    Told,

    /// <summary>By its calls that are no repetition: they are a fixed number for each item.</summary>
    Counted,

    /// <summary>It has about as many calls as the items have that the first phase has done.</summary>
    InStep,

    /// <summary>It has fewer calls than that: their number tells how far it is.</summary>
    Behind,
}
