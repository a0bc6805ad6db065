using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Finds what stands between a <c>rerun</c> and its phase that it cannot repeat for one unit.</summary>
internal sealed class RerunCheck(Findings findings)
{
    /// <summary>Phases that reruns of reruns pass again, for one item; each has memory of its own.</summary>
    private const double MostPasses = 500;

    /// <summary>How many phases are passed again on behalf of one, at most; by its index, for those that rerun.</summary>
    private readonly Dictionary<int, double> _passes = [];

    /// <param name="phases">The phases up to the one that reruns.</param>
    /// <param name="keyed">The phase that reruns.</param>
    public void Check(IReadOnlyList<Phase> phases, KeyedNode keyed)
    {
        var retry = keyed.Find("retry")!.Members.Last(member => member.Key == "rerun");
        var (spot, path, from) = (retry.Value.Spot, $"{keyed.PathOf("retry")}.rerun", phases[^1].Retry!.RerunFrom!);
        var start = phases.ToList().FindIndex(phase => phase.Id == from);
        if (start < 0 || start == phases.Count - 1)
        {
            findings.Error(
                spot, path,
                start < 0 ? $"no earlier phase has the id {Shorten.Quoted(from)}"
                    : $"{Shorten.Quoted(from)} is this phase, which a retry without `rerun` repeats",
                phases.Count == 1 ? "This is the first phase."
                : Suggestions.Nearest(from, phases.SkipLast(1).Select(phase => phase.Id)) is { } nearest ? $"Did you mean \"{nearest}\"?"
                : $"A rerun goes back: {KeyedNode.List(phases.SkipLast(1).Select(phase => phase.Id).TakeLast(12))}.");
            return;
        }

        var repeated = phases.Skip(start).ToList();
        var joined = repeated.FindLastIndex(phase => phase.Join);
        if (repeated.Skip(joined + 1).FirstOrDefault(phase => Splits(phase)) is { } split)
            findings.Error(
                spot, path,
                $"{Shorten.Quoted(split.Id)} splits units between {Shorten.Quoted(from)} and this phase: which of the parts would be "
                    + $"repeated?",
                "Rerun from a phase after the split, or join the parts before this phase.");
        else if (repeated.Skip(Math.Max(0, joined)).FirstOrDefault(phase => phase.Duplicate is not null) is { } twice)
            findings.Error(
                spot, path,
                $"{Shorten.Quoted(twice.Id)} duplicates units between {Shorten.Quoted(from)} and this phase: which of the two would "
                    + $"be repeated?",
                "Rerun from a phase after it, or put the `duplicate` after this phase.");
        else if (Passes(phases, start) is > MostPasses and var passes)
            findings.Error(spot, path,
                $"with the reruns within it an item would pass {Shorten.Number(passes)} phases again; at most {MostPasses}",
                    "Fewer `rounds`.");
    }

    private static bool Splits(Phase phase) => phase.Split > 1 || phase.SplitAmount is not null || phase.SplitByLabel.Count > 0;

    private double Passes(IReadOnlyList<Phase> phases, int start)
    {
        var last = phases.Count - 1;
        var within = Enumerable.Range(start, last - start).Sum(i => 1 + _passes.GetValueOrDefault(i));
        return _passes[last] = phases[last].Retry!.Rounds * (1 + within);
    }
}
