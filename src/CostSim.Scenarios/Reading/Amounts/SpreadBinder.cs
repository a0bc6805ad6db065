using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>Reads the shares of a spread and the levels; keeps the scenario's default.</summary>
internal sealed class SpreadBinder(Findings findings)
{
    private const double WideShare = 0.5;
    private readonly List<string> _needers = [];
    private Spread? _default;
    private bool _stated;

    /// <summary>Reads the scenario's own <c>spread</c>, the default of all that is drawn in calls.</summary>
    public void BindDefault(KeyedNode scenario)
    {
        _stated = scenario.Has("spread");
        if (scenario.Find("spread") is not { } node)
            return;
        _default = Bind(scenario);
        if (_default is { } spread && spread.Item + spread.Call > WideShare)
            findings.Warning(
                node.Spot, "spread",
                $"{Shorten.Number((spread.Item + spread.Call) * 100)} % of every log-range averages out over items and calls",
                "That makes a large run look nearly certain. What nobody knows before the run belongs to the rest.");
    }

    /// <summary>The default for the amount at a path; its absence is remembered for <see cref="ReportMissing"/>.</summary>
    public Spread DefaultFor(string path)
    {
        if (!_stated)
            _needers.Add(path);
        return _default ?? Spread.AtRun;
    }

    public void ReportMissing(KeyedNode scenario)
    {
        if (_needers.Count == 0)
            return;
        const string Say = "Say how much of a range averages out over items and calls, as { \"item\": 0.02, \"call\": 0.05 }; {} = nothing.";
        var others = _needers.Count > 1 ? $" and {_needers.Count - 1} more" : "";
        scenario.ReportMissing("spread", $"{Say} Needed by {Shorten.Path(_needers[0])}{others}.");
    }

    /// <summary>The spread that an object states; null where it states none, or after an error.</summary>
    public Spread? Bind(KeyedNode owner)
    {
        if (owner.Open("spread") is not { } spread)
            return null;
        var item = spread.Has("item") ? spread.Number("item") : 0;
        var call = spread.Has("call") ? spread.Number("call") : 0;
        if (item is null || call is null)
            return null;
        if (item + call <= 1)
            return new Spread(item.Value, call.Value);
        findings.Error(
            spread.Node.Spot, spread.Path,
            $"the shares add up to {Shorten.Number(item.Value + call.Value)}; they are parts of one range, at most 1 together");
        return null;
    }
}
