namespace CostSim.Scenarios;

/// <summary>The labels that a unit carries, in the order of the alphabet; two units with the same labels are alike.</summary>
/// <param name="Name">The labels with a <c>+</c> between them; empty for none.</param>
public sealed record Labels(string Name)
{
    public static readonly Labels None = new("");

    /// <summary>The single labels.</summary>
    public IEnumerable<string> All => Name.Length == 0 ? [] : Name.Split('+');

    public bool Has(string label) => All.Contains(label);

    public Labels With(string label) => Of(All.Append(label));

    public Labels Without(IEnumerable<string> labels) => Of(All.Except(labels));

    /// <summary>The amount for a unit with these labels: that of its label where it is a <see cref="ByLabel"/>.</summary>
    /// <exception cref="InvalidOperationException">The unit has none of the labels; a validated scenario has no such phase.</exception>
    public Amount Choose(Amount amount) => amount switch
    {
        ByLabel by => Choose(by),
        // Made new, with a path of its own: that of the whole would take units of all labels for one amount.
        Product product when DependsOnLabels(product) => new Product($"{product.Path}#{Name}", [.. product.Factors.Select(Choose)]),
        Sum sum when DependsOnLabels(sum) => new Sum($"{sum.Path}#{Name}", [.. sum.Terms.Select(Choose)]),
        Cached cached when DependsOnLabels(cached) =>
            cached with { Path = $"{cached.Path}#{Name}", Share = Choose(cached.Share), Of = Choose(cached.Of) },
        Modal modal when DependsOnLabels(modal) => modal with { Path = $"{modal.Path}#{Name}", Of = Choose(modal.Of) },
        _ => amount,
    };

    /// <summary>Whether the amount is not the same for units of all labels.</summary>
    public static bool DependsOnLabels(Amount amount) => amount.Leaves.Any(leaf => leaf is ByLabel);

    private Amount Choose(ByLabel by)
    {
        foreach (var (label, own) in by.Amounts)
        {
            if (Has(label))
                return Choose(own);
        }

        throw new InvalidOperationException($"{by.Path} has no amount for a unit labelled \"{Name}\"");
    }

    private static Labels Of(IEnumerable<string> labels) => new(string.Join('+', labels.Distinct().Order(StringComparer.Ordinal)));
}

/// <summary>What a phase does to the labels of units, in the order in which it works; counts aside.</summary>
public static class LabelFlow
{
    /// <summary>Whether the phase takes units with these labels.</summary>
    public static bool Takes(this Phase phase, Labels labels) => phase.Only.Count == 0 || phase.Only.Any(labels.Has);

    /// <summary>What a taken unit with these labels has become when it is called for.</summary>
    public static IEnumerable<Labels> Reshaped(this Phase phase, Labels labels) =>
        phase.Join ? [Labels.None]
        : phase.SplitByLabel.Count > 0 ? phase.SplitByLabel.Select(each => labels.With(each.Label))
        : [labels];

    /// <summary>What a unit that was called for can be when it goes on.</summary>
    public static IEnumerable<Labels> Routed(this Phase phase, Labels labels)
    {
        foreach (var (label, _) in phase.Route)
            yield return labels.With(label);
        if (phase.Route.All(each => each.Share is not null))
            yield return labels;
    }

    /// <summary>The labels that the phase gives.</summary>
    public static IEnumerable<string> Given(this Phase phase) =>
        phase.SplitByLabel.Select(each => each.Label).Concat(phase.Route.Select(each => each.Label));

    /// <summary>The kinds of units there can be after the phase, given those before it.</summary>
    public static IReadOnlyList<Labels> After(this Phase phase, IReadOnlyList<Labels> before)
    {
        var passing = phase.Share is null ? before.Where(labels => !phase.Takes(labels)) : before;
        var taken = before.Where(phase.Takes).SelectMany(phase.Reshaped).Distinct().SelectMany(phase.Routed);
        return [.. passing.Concat(taken).Distinct()];
    }
}
