namespace CostSim.Numerics.Statistics;

/// <summary>
/// Visits every integer of a statistic, in a fixed order. One walk over a statistic serves both directions: a visitor writes the integers
/// down, or adds those of other values that were written down.
/// </summary>
public interface IIntegerVisitor
{
    /// <summary>A count or a sum: that of two sets of values is the sum of both.</summary>
    void Sum(ref long value);

    /// <inheritdoc cref="Sum(ref long)"/>
    void Sum(ref Int128 value);

    /// <summary>The least of all values.</summary>
    void Least(ref long value);

    /// <summary>The greatest of all values.</summary>
    void Greatest(ref long value);

    /// <summary>Counts in pages of one size, of which those without counts may be missing.</summary>
    void Counts(long[]?[] pages, int size);

    /// <summary>Whether a part that may be empty is visited as well.</summary>
    /// <param name="isThere">Whether it has values here.</param>
    bool Visits(bool isThere);
}
