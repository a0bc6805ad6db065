namespace CostSim.Scenarios;

/// <summary>
/// A quantity as the scenario states it: certain, or uncertain with a shape and the levels at which it is drawn.
/// </summary>
/// <param name="Path">
/// Where the quantity is stated, and thereby which draw it is: <c>factors.medium</c> for a named one, however many phases say the
/// name, and <c>phases.P4.inputTokens</c> for one written in place. Two amounts with one path are one draw.
/// </param>
public abstract record Amount(string Path)
{
    /// <summary>
    /// What is drawn or certain in it: the amount itself, or those that it is made of; one that stands in it twice comes twice.
    /// </summary>
    public virtual IEnumerable<Amount> Leaves => [this];

    /// <summary>
    /// The value of the amount where each of its leaves has the value given; nothing of an unlimited quantity is nothing.
    /// </summary>
    public virtual double Evaluate(Func<Amount, double> ofLeaf) => ofLeaf(this);

    /// <summary>How large the amount is, written out as a sum of products.</summary>
    internal virtual Extent Extent => Extent.Leaf;
}

/// <summary>A quantity that depends on the label of the unit; each label of <see cref="Amounts"/> once.</summary>
public sealed record ByLabel(string Path, IReadOnlyList<LabelledAmount> Amounts) : Amount(Path);

/// <summary>What a <see cref="ByLabel"/> is for units of a label.</summary>
public sealed record LabelledAmount(string Label, Amount Amount);

/// <summary>A quantity taken as certain.</summary>
/// <param name="Path">See <see cref="Amount"/>.</param>
/// <param name="Value">The value, finite and not negative, in the unit of the field that holds it.</param>
public sealed record Certain(string Path, double Value) : Amount(Path);

/// <summary>A quantity that is drawn.</summary>
/// <param name="Path">See <see cref="Amount"/>.</param>
/// <param name="Shape">The law of the whole quantity where it is present.</param>
/// <param name="Spread">How the uncertainty is divided over the levels; already resolved, so a default spread is in here.</param>
/// <param name="Chance">The probability, in (0, 1], that the quantity is present; otherwise it is 0. Drawn at the quantity's level.</param>
public sealed record Uncertain(string Path, Shape Shape, Spread Spread, double Chance = 1) : Amount(Path);
