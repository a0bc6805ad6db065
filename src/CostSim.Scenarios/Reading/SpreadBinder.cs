namespace CostSim.Scenarios.Reading;

/// <summary>Reads the shares of a spread and the levels; keeps the scenario's default.</summary>
internal sealed class SpreadBinder(Findings findings, Scalars scalars)
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
        _default = Bind(node, "spread");
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

    public Spread? Bind(ScenarioNode node, string path)
    {
        if (KeyedNode.Open(node, path, Place.Spread, findings) is not { } keyed)
            return null;
        var item = Share(keyed, "item");
        var call = Share(keyed, "call");
        if (item is null || call is null)
            return null;
        if (item + call <= 1)
            return new Spread(item.Value, call.Value);
        findings.Error(
            node.Spot, path,
            $"the shares add up to {Shorten.Number(item.Value + call.Value)}; they are parts of one range, at most 1 together");
        return null;
    }

    public Spread? BindLevel(ScenarioNode node, string path) => scalars.OneOf(node, path, "run", "item", "call") switch
    {
        "run" => Spread.AtRun,
        "item" => Spread.AtItem,
        "call" => Spread.AtCall,
        _ => null,
    };

    private double? Share(KeyedNode spread, string key) => spread.Find(key) is { } node
        ? scalars.NumberBetween(node, spread.PathOf(key), 0, 1, "A share of 5 % is 0.05.")
        : 0;
}
