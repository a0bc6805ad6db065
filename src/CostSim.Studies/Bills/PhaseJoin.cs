using CostSim.Batches;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>
/// Finds the phase of a billed request: by the pattern of its custom id, else by its model, then by its tier. Where one phase calls, all
/// requests are its.
/// </summary>
internal sealed class PhaseJoin
{
    private const int ShownMax = 12;

    private readonly BillPrices _prices;
    private readonly IReadOnlyList<(int Index, Phase Phase)> _calling;
    private readonly IReadOnlyList<(int Index, Phase Phase)> _named;
    private readonly IReadOnlyList<(int Index, Phase Phase)> _unnamed;
    private readonly Dictionary<(Provider, string?, Tier), int?> _byModel = [];

    /// <summary>Billed requests without a phase, by model and tier.</summary>
    private readonly Dictionary<(string? Model, Tier Tier), (long Count, string? Example)> _lost = [];

    public PhaseJoin(Scenario scenario, BillPrices prices)
    {
        _prices = prices;
        _calling = [.. scenario.Phases.Index().Where(one => one.Item.Call is not null).Select(one => (one.Index, one.Item))];
        _named = [.. _calling.Where(one => one.Phase.CustomId is not null)];
        _unnamed = [.. _calling.Where(one => one.Phase.CustomId is null)];
    }

    /// <summary>The index of the row's phase; null where none or several fit.</summary>
    public int? Find(in LedgerRow row)
    {
        if (_calling is [var only])
            return only.Index;
        var id = row.CustomId;
        var fitting = id is null ? [] : _named.Where(one => one.Phase.CustomId!.Matches(id)).ToList();
        if (fitting.Count > 0)
            return Chosen(row, fitting);
        if (_unnamed is [var last])
            return last.Index;
        var key = (row.Provider, row.Model, row.Tier);
        return _byModel.TryGetValue(key, out var known) ? known : _byModel[key] = Chosen(row, _unnamed);
    }

    /// <summary>Counts a billed request that has no phase.</summary>
    public void Lose(in LedgerRow row)
    {
        var key = (row.Model, row.Tier);
        var (count, example) = _lost.GetValueOrDefault(key);
        _lost[key] = (count + 1, example ?? row.CustomId);
    }

    /// <exception cref="BillException">Billed requests have no phase.</exception>
    public void Require()
    {
        if (_lost.Count == 0)
            return;
        var counts = _lost.OrderByDescending(one => one.Value.Count).Take(ShownMax).Select(one => FormattableString.Invariant(
            $"{one.Value.Count:N0} of {one.Key.Model ?? "no model"}, {one.Key.Tier}{Example(one.Value.Example)}"));
        throw new BillException(
            $"nothing says which of the phases {string.Join(", ", _calling.Select(one => one.Phase.Id))} these billed requests belong to: "
                + string.Join("; ", counts),
            $"Write the custom ids of its requests into each phase, such as \"customId\": \"{_calling[0].Phase.Id}-*\" (* is any text).");
    }

    private static string Example(string? id) => id is null ? "" : $" (custom id {Shortened(id)})";

    private static string Shortened(string id) => id.Length <= 24 ? $"'{id}'" : $"'{id[..24]}…'";

    /// <summary>Of several phases the one of the row's model, of several of those the one of its tier.</summary>
    private int? Chosen(LedgerRow row, IReadOnlyList<(int Index, Phase Phase)> phases)
    {
        if (phases is [var only])
            return only.Index;
        var ofModel = phases.Where(one => Models(one.Phase).Any(model => _prices.IsOf(row, model))).ToList();
        return ofModel is [var one] ? one.Index
            : ofModel.Where(each => Models(each.Phase).Any(model => model.Tier == row.Tier)).ToList() is [var ofTier] ? ofTier.Index : null;
    }

    private static IEnumerable<PricedModel> Models(Phase phase) => phase.Calls.Select(call => call.Model);
}
