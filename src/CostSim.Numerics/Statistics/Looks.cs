using System.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// The sample sizes at which a growing sample is examined (interim looks), each double the one before, the last one the cap. They are fixed
/// in advance, so that an error probability shared among them holds for all of them together, whenever the decision is made.
/// </summary>
public sealed class Looks
{
    private const long FirstMin = 1 << 10;
    private const long FirstMax = 1 << 16;

    /// <summary>The first look is at a 256th: each look costs a share of the error probability.</summary>
    private const int Doublings = 8;

    private Looks(IReadOnlyList<long> sizes, int planned) => (Sizes, Planned) = (sizes, planned);

    /// <summary>The sizes, ascending; all but the last are multiples of 1,024.</summary>
    public IReadOnlyList<long> Sizes { get; }

    /// <summary>The greatest size.</summary>
    public long Cap => Sizes[^1];

    /// <summary>
    /// Number of looks that the error probability is shared among; more than there are sizes if the last ones are left out
    /// (<see cref="Within"/>).
    /// </summary>
    public int Planned { get; }

    /// <summary>Looks up to a cap: from a 256th of it on, but from 65,536 at most and 1,024 at least.</summary>
    /// <param name="cap">At least 1.</param>
    public static Looks UpTo(long cap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cap, 1);
        var first = Math.Clamp((1L << BitOperations.Log2((ulong)cap)) >> Doublings, FirstMin, FirstMax);
        var sizes = new List<long>();
        for (var size = first; size < cap; size *= 2)
            sizes.Add(size);
        return new Looks([.. sizes, cap], sizes.Count + 1);
    }

    /// <summary>
    /// The same looks without those beyond a size. Each keeps its share of the error probability, so that the result of a look does not
    /// depend on where the sequence ends; omitted looks make errors rarer than stated.
    /// </summary>
    /// <param name="most">At least the first size.</param>
    public Looks Within(long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, Sizes[0]);
        return new Looks([.. Sizes.Where(size => size <= most)], Planned);
    }
}
