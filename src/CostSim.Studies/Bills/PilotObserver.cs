using System.IO.Hashing;
using System.Runtime.InteropServices;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>
/// Gathers the calls of a pilot by item, while a bill is added up. Of more than 10,000 items those with the smallest hashes are kept, with
/// all of their calls, so that memory is bounded and what belongs together stays together.
/// </summary>
public sealed class PilotObserver
{
    internal const int ItemsMax = 10_000;
    private const int CallsMax = 200_000;

    private readonly ItemIds[] _ids;
    private readonly Dictionary<ulong, List<PilotCall>> _items = [];

    /// <summary>Repeats of the job that is being read: retries, or the same job once more.</summary>
    private readonly List<(ulong Item, PilotCall Call)> _repeats = [];
    private ulong _most = ulong.MaxValue;
    private long _calls;
    private long _withoutId;

    public PilotObserver(Scenario scenario) =>
        _ids = [.. scenario.Phases.Zip(UnitsOfItems.Of(scenario), (phase, isSeveral) => new ItemIds(phase.CustomId, isSeveral))];

    public Pilot Finish() => new(
        [.. _items.OrderBy(item => item.Key).Select(item => new PilotItem(item.Value))], _most < ulong.MaxValue);

    internal void Add(int phase, in LedgerRow row, bool isFix)
    {
        var item = row.CustomId is { } id ? Hash(_ids[phase].Of(id)) : Hash($"\n{++_withoutId}");
        if (item > _most)
            return;
        var call = new PilotCall(phase, row.Status, row.Tokens, row.BilledBefore, isFix);
        if (call is { IsBilled: true, BilledBefore: > 0 })
            _repeats.Add((item, call));
        else
            Keep(item, call);
    }

    /// <summary>Ends a file; where it is an earlier job once more, its repeats say nothing of the calls of an item.</summary>
    internal void EndJob(bool isDuplicate)
    {
        if (!isDuplicate)
        {
            foreach (var (item, call) in _repeats.Where(repeat => repeat.Item <= _most))
                Keep(item, call);
        }

        _repeats.Clear();
    }

    private static ulong Hash(string item) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(item.AsSpan()));

    private void Keep(ulong item, PilotCall call)
    {
        if (!_items.TryGetValue(item, out var calls))
            _items.Add(item, calls = []);
        calls.Add(call);
        _calls++;
        while ((_items.Count > ItemsMax || _calls > CallsMax) && _items.Count > 1)
        {
            _most /= 2;
            foreach (var (hash, gone) in _items.Where(one => one.Key > _most).ToList())
            {
                _items.Remove(hash);
                _calls -= gone.Count;
            }
        }
    }
}
