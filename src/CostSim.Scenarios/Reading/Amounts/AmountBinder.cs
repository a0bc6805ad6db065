using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Phases;
using CostSim.Scenarios.Reading.Shapes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>Reads amounts: a number, a pair, a shape with its modifiers, a product or sum of amounts, or the name of a factor.</summary>
internal sealed class AmountBinder(Findings findings, Scalars scalars, SpreadBinder spreads, DataFolder data)
{
    private readonly ShapeBinder _shapes = new(findings, scalars, data);
    private readonly CompositeBinder _composites = new(findings, scalars);
    private readonly Dictionary<string, Amount?> _known = [];

    /// <summary>The named factors; set once they are read, which needs this binder.</summary>
    public NamedFactors Factors
    {
        get;
        set
        {
            field = value;
            foreach (var (name, amount) in value.All)
                _known.TryAdd($"factors.{name}", amount);
        }
    } = NamedFactors.Empty;

    /// <summary>Every amount that was read, by each path at which it is said; null after an error.</summary>
    public IReadOnlyDictionary<string, Amount?> Known => _known;

    /// <summary>Every amount that was read, for the register of assumptions.</summary>
    public AssumptionBook Assumptions { get; } = new();

    /// <summary>The value of a key as an amount of the word's own role, or null where the key is absent or in error.</summary>
    public Amount? Bind(KeyedNode owner, string key) => Bind(owner, key, owner.Form<AmountRole>(key));

    /// <summary>The value of a key as an amount, or null where the key is absent or in error.</summary>
    public Amount? Bind(KeyedNode owner, string key, AmountRole role) =>
        owner.Value(key) is { } node ? Bind(node, owner.PathOf(key), role) : null;

    /// <summary>A value as an amount, or null after an error.</summary>
    public Amount? Bind(ScenarioNode node, string path, AmountRole role)
    {
        var amount = node.Kind == NodeKind.Text ? Factors.Use(node, path) : BindInPlace(node, path, role);
        var accepted = amount is not null && role.Accepts(amount, node, path, findings) ? amount : null;
        _known.TryAdd(path, accepted);
        return accepted;
    }

    /// <summary>An amount that is written out, not named.</summary>
    public Amount? BindInPlace(ScenarioNode node, string path, AmountRole role)
    {
        var amount = BindWritten(node, path, role);
        if (amount is not null)
            Assumptions.Add(amount, node, role);
        return amount;
    }

    private Amount? BindWritten(ScenarioNode node, string path, AmountRole role)
    {
        switch (node.Kind)
        {
            case NodeKind.Number:
                return scalars.Number(node, path) is { } value ? new Certain(path, value) : null;
            case NodeKind.Array:
                return _shapes.Uniform(node, path) is { } shape ? Levelled(node, path, shape, null, 1, role) : null;
            case NodeKind.Object:
                return KeyedNode.Open(node, path, Place.Amount, findings) is not { } keyed ? null
                    : CompositeBinder.IsComposite(keyed) ? _composites.Bind(keyed, role, this)
                    : BindShaped(keyed, role);
            default:
                findings.Error(
                    node.Spot, path, $"{node.Shown} stands where an amount belongs",
                    "A number, [min, max], a shape such as { \"triangular\": [min, mode, max] }, or the name of a factor.");
                return null;
        }
    }

    private Amount? BindShaped(KeyedNode amount, AmountRole role)
    {
        if (amount.Find("by") is { } labels)
            return BindByLabel(amount, labels, role);
        var shape = _shapes.Bind(amount);
        var chance = amount.Has("chance") ? amount.Number("chance") : 1;
        var (spread, sound) = OwnSpread(amount);
        return shape is not null && chance is not null && sound
            ? Levelled(amount.Node, amount.Path, shape, spread, chance.Value, role)
            : null;
    }

    /// <summary>An amount for each label; whether the units at hand have these labels is known where the phase is read.</summary>
    private ByLabel? BindByLabel(KeyedNode amount, ScenarioNode labels, AmountRole role)
    {
        var path = amount.PathOf("by");
        if (amount.Members.FirstOrDefault(member => member.Key != "by") is { } other)
            findings.Error(other.Spot, amount.PathOf(other.Key),
                $"`{Shorten.Plain(other.Key)}` beside `by`: the amount of each label says it itself", "Write it there.");
        if (new LabelBinder(findings).Members(labels, path, "{ \"easy\": 300, \"hard\": [500, 900] }") is not { Count: > 0 } members)
            return null;
        var amounts = members.Select(member => (member.Key, Amount: BindOne(member.Value, $"{path}.{member.Key}"))).ToList();
        return amounts.All(each => each.Amount is not null)
            ? new ByLabel(amount.Path, [.. amounts.Select(each => new LabelledAmount(each.Key, each.Amount!))])
            : null;

        Amount? BindOne(ScenarioNode node, string at)
        {
            var bound = node.Kind == NodeKind.Text ? Factors.Use(node, at) : BindInPlace(node, at, role);
            if (bound is not null && Labels.DependsOnLabels(bound))
                findings.Error(node.Spot, at, "`by` within `by`", "A unit has one label of a split or route; name it once.");
            return bound is null || Labels.DependsOnLabels(bound) || !role.Accepts(bound, node, at, findings) ? null : bound;
        }
    }

    /// <summary>The amount's own level or spread; null where it states none, unsound where it states it wrongly.</summary>
    private (Spread? Spread, bool Sound) OwnSpread(KeyedNode amount)
    {
        var level = amount.Read<Spread>("level");
        var spread = spreads.Bind(amount);
        if (amount.Has("level") && amount.Has("spread"))
        {
            findings.Error(
                amount.SpotOf("spread"), amount.PathOf("spread"), "`level` and `spread` both say where the amount is drawn",
                "Keep one of them.");
            return (null, false);
        }

        var stated = amount.Has("level") || amount.Has("spread");
        return (level ?? spread, !stated || level is not null || spread is not null);
    }

    private Amount? Levelled(ScenarioNode node, string path, Shape shape, Spread? own, double chance, AmountRole role)
    {
        if (chance == 0)
            return new Certain(path, 0);
        var isMaybe = chance < 1;
        if (shape is DiscreteShape { Values: [var only] })
        {
            if (chance == 1 || only.Value == 0)
                return new Certain(path, only.Value);
            (shape, chance) = (new DiscreteShape([new DiscreteValue(0, 1 - chance), new DiscreteValue(only.Value, chance)]), 1);
        }

        var obstacle = isMaybe ? "an amount with a `chance`" : shape.Split.Obstacle;
        if (obstacle is not null && own is { IsOneLevel: false })
        {
            findings.Error(
                node.Spot, path, $"{obstacle} cannot be split over the levels",
                "Write \"level\": \"run\", \"item\" or \"call\" instead of `spread`.");
            return null;
        }

        if (obstacle is not null && own is null && role.IsDrawnInCalls)
        {
            findings.Error(
                node.Spot, path, $"{obstacle} cannot be split over the levels, so the scenario's `spread` does not fit it",
                LevelHint(node));
            return null;
        }

        var spread = own ?? (role.IsDrawnInCalls ? spreads.DefaultFor(path) : Spread.AtRun);
        return new Uncertain(path, shape, spread, chance);
    }

    private static string LevelHint(ScenarioNode node) => node.Kind == NodeKind.Array
        ? $"Say where it is drawn: {{ \"range\": {node.Shown}, \"level\": \"run\" }}, or \"item\", or \"call\"."
        : "Say where it is drawn: \"level\": \"run\", \"item\" or \"call\".";
}
