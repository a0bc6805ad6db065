using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>What the calls of a pilot tell of the rates and shares of a phase, as counts of cases.</summary>
internal sealed class PhaseRates(Scenario scenario, Pilot pilot)
{
    private readonly IReadOnlyList<bool> _several = UnitsOfItems.Of(scenario);

    public (IReadOnlyList<CountedRate> Counted, IReadOnlyList<KeptAmount> Kept) Of(int index)
    {
        var (phase, counted, kept) = (scenario.Phases[index], new List<CountedRate>(), new List<KeptAmount>());
        var at = $"phases.{phase.Id}";
        if (phase.Retry is { } retry)
            Take($"{at}.retry.rate", retry.Rate, Retries(index, retry));
        if (phase.Share is { } share)
            Take($"{at}.share", share, Share(index));
        if (phase.Keep is { } keep)
            Take($"{at}.keep", keep, Keep(index));
        if (phase.Route.Any(route => route.Share is not null))
            kept.Add(new KeptAmount($"{at}.route", "records do not name labels"));
        if (phase.Duplicate is not null)
            kept.Add(new KeptAmount($"{at}.duplicate", "records do not tell a second delivery from another item"));
        if (phase.SplitAmount is not null)
            kept.Add(new KeptAmount($"{at}.split", "how many units an item becomes is not fitted"));
        if (phase.Retry?.ExtraInputTokens is not null)
            kept.Add(new KeptAmount($"{at}.retry.extraInputTokens", "repeated calls are not fitted"));
        if (phase.Retry?.Fix is not null)
            kept.Add(new KeptAmount($"{at}.retry.fix", "correction calls are not fitted"));
        return (counted, kept);

        void Take(string path, Amount before, Counts counts)
        {
            var (k, n, remark) = (counts.K, counts.N, counts.Remark);
            if (n == 0 || k > n)
                kept.Add(new KeptAmount(path, remark));
            else if (Labels.DependsOnLabels(before))
                kept.Add(new KeptAmount(path, "records do not name labels"));
            else if (before is Certain { Value: var set } && !path.EndsWith("rate", StringComparison.Ordinal) && Agrees(set, k, n))
                kept.Add(new KeptAmount(path, $"a setting, with which {remark} agree"));
            else
                counted.Add(new CountedRate(path, before, k, n, remark));
        }
    }

    /// <summary>Cases that did of those that could; of none, why they are not known.</summary>
    private readonly record struct Counts(long K, long N, string Remark);

    private static Counts Unknown(string reason) => new(0, 0, reason);

    private Counts Retries(int index, Retry retry)
    {
        if (scenario.Phases[index].Call is null || retry.RerunFrom is not null)
            return Unknown("what is made again by another phase's calls cannot be told from that phase's own retries");
        if (retry.Fix is not null)
            return Unknown("a correction cannot be told from a first call");
        if (retry.CapPerItem is not null)
            return Unknown("of refusals beyond the cap there are no records");
        if (!retry.IsBilled)
        {
            var refused = pilot.Count(index, call => !call.IsBilled && call.Status != RowStatus.Cancelled);
            return Told(refused, refused + pilot.Count(index, call => call.IsBilled), "calls failed or expired");
        }

        // Whether the last round was refused shows in no record: what it could have led to is not asked.
        return Told(
            pilot.Count(index, call => call.IsBilled && call.BilledBefore > 0 && call.BilledBefore <= retry.Rounds),
            pilot.Count(index, call => call.IsBilled && call.BilledBefore < retry.Rounds), "calls were made again");
    }

    private Counts Share(int index) => scenario.Phases[index] switch
    {
        { Only.Count: > 0 } => Unknown("records do not name labels"),
        { Call: null } => Unknown("it makes no calls"),
        _ => Base(index) is { } from ? Came(from, index) : Unknown("no phase before it shows how many units came"),
    };

    private Counts Keep(int index)
    {
        var phase = scenario.Phases[index];
        int? from = phase is { Call: not null, Share: null, Only.Count: 0 } ? index
            : phase is { Call: null, Share: null, Only.Count: 0, UsdPerUnit: null } ? Base(index) : null;
        var next = scenario.Phases.Index().Skip(index + 1).TakeWhile(each => IsPlain(each.Item))
            .Where(each => each.Item.Call is not null).Select(each => (int?)each.Index).FirstOrDefault();
        return from is { } source && next is { } target ? Came(source, target)
            : Unknown("no phases before and after it show how many units came and went");
    }

    /// <summary>The last phase before that calls for every unit which comes to this one; null where none does.</summary>
    private int? Base(int index)
    {
        if (scenario.Phases[index] is { Join: true } or { Split: > 1 } or { SplitAmount: not null } or { SplitByLabel.Count: > 0 })
            return null;
        for (var before = index - 1; before >= 0; before--)
        {
            var phase = scenario.Phases[before];
            if (phase.Keep is not null || phase.Retry?.FailedDropped == true || phase.Duplicate is not null)
                return null;
            if (phase is { Call: not null, Share: null, Only.Count: 0 })
                return before;
            if (_several[before] && !_several[index] || phase.Join || phase.Split > 1 || phase.SplitAmount is not null)
                return null;
        }

        return null;
    }

    /// <summary>Whether every unit that comes to the phase is called for.</summary>
    private static bool IsPlain(Phase phase) => phase is
    {
        Share: null, Only.Count: 0, Join: false, Split: 1, SplitAmount: null, SplitByLabel.Count: 0, Duplicate: null,
    };

    /// <summary>Units of a phase that came to another; where none did, that one may not have been a part of the pilot.</summary>
    private Counts Came(int from, int to) => First(to) == 0 ? Unknown($"no records of the calls of {scenario.Phases[to].Id}")
        : Told(First(to), First(from), $"units of {scenario.Phases[from].Id} came to {scenario.Phases[to].Id}");

    private long First(int index) => pilot.Count(index, call => call.IsFirst);

    private static Counts Told(long k, long n, string what) => n == 0 ? Unknown("no records of it")
        : k > n ? Unknown(FormattableString.Invariant($"{k:N0} of {n:N0} {what}: more than can be"))
        : new Counts(k, n, FormattableString.Invariant($"{k:N0} of {n:N0} {what}"));

    /// <summary>Whether a count is within two standard deviations of a certain share.</summary>
    private static bool Agrees(double share, long k, long n) =>
        Math.Abs(k - n * share) <= 1.96 * Math.Sqrt(n * share * (1 - share)) + 0.5;
}
