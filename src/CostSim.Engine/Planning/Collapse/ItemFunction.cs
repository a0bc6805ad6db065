namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A function of an item's draws that is a product of functions of one draw each: a length, its square, a length times a difficulty.
/// Represented by its values at the nodes of each draw's distribution (<see cref="ItemLaws"/>). Functions with the same name are equal.
/// </summary>
internal sealed class ItemFunction
{
    /// <summary>The constant 1.</summary>
    public static readonly ItemFunction One = new([]);

    private readonly SortedDictionary<int, Part> _parts;

    private ItemFunction(SortedDictionary<int, Part> parts)
    {
        _parts = parts;
        Name = string.Join("*", parts.Values.Select(part => string.Join("*", part.Names)));
    }

    /// <summary>A function of one draw.</summary>
    /// <param name="draw">Index of <see cref="Plan.ItemDraws"/>.</param>
    /// <param name="name">A name that is unique among functions of any draw.</param>
    /// <param name="values">Its values at the nodes of the draw's distribution.</param>
    public static ItemFunction Of(int draw, string name, double[] values) => new(new() { [draw] = new Part([name], values) });

    /// <summary>A unique name made of its factors.</summary>
    public string Name { get; }

    public bool IsOne => _parts.Count == 0;

    /// <summary>Indices of <see cref="Plan.ItemDraws"/>, ascending.</summary>
    public IReadOnlyCollection<int> Draws => _parts.Keys;

    /// <summary>Its values at the nodes of a draw; null if it does not depend on the draw.</summary>
    public double[]? At(int draw) => _parts.TryGetValue(draw, out var part) ? part.Values : null;

    public bool SharesADrawWith(ItemFunction other) => _parts.Keys.Any(other._parts.ContainsKey);

    /// <summary>The part that depends only on the given draws.</summary>
    public ItemFunction Only(Func<int, bool> draws) =>
        new(new SortedDictionary<int, Part>(_parts.Where(part => draws(part.Key)).ToDictionary()));

    public ItemFunction Times(ItemFunction other)
    {
        if (IsOne || other.IsOne)
            return IsOne ? other : this;
        var parts = new SortedDictionary<int, Part>(_parts);
        foreach (var (draw, part) in other._parts)
            parts[draw] = parts.TryGetValue(draw, out var own) ? own.Times(part) : part;
        return new ItemFunction(parts);
    }

    private sealed record Part(IReadOnlyList<string> Names, double[] Values)
    {
        public Part Times(Part other) => new(
            [.. Names.Concat(other.Names).Order(StringComparer.Ordinal)], [.. Values.Zip(other.Values, (a, b) => a * b)]);
    }
}
