namespace CostSim.Numerics.Random;

/// <summary>
/// The address of the random words of one draw: a stream, an item and a call. With the seed and a trial number it identifies one 32-bit
/// word, so that any range of trials can be computed anywhere, in any order, and two scenarios share the draws of their common parts.
/// </summary>
/// <remarks>
/// Frozen forever. The counter of <see cref="Philox"/> is, from word 0: the low 32 bits of the <em>group counter</em>; its bits 32 to 41
/// with the call above them; the item; the stream. Trials form groups of 64: trial t reads word (t ≫ 4) &amp; 3 of group counter
/// (t ≫ 6 ≪ 4) | (t &amp; 15), so that sixteen neighbouring trials are sixteen neighbouring counters and every word of every counter is
/// used. Capacity: 2^44 trials, 2^32 items, 2^22 calls of one item in one stream.
/// </remarks>
/// <param name="Stream">The variable's stream (see <see cref="StreamId"/>).</param>
/// <param name="Item">Item of the run, from 0.</param>
/// <param name="Call">Call of the item within the stream, from 0.</param>
public readonly record struct WordAddress(uint Stream, uint Item, int Call)
{
    /// <summary>Maximum number of trials of one seed: 2^44, about 1.8e13.</summary>
    public const long TrialsMax = 1L << 44;

    /// <summary>Maximum number of calls of one item in one stream: 2^22.</summary>
    public const int CallsMax = 1 << 22;

    /// <summary>Trials are computed in whole groups of this size.</summary>
    public const int TrialsPerGroup = 64;

    private const int CallShift = 10;

    /// <summary>The word of a trial, by the reference implementation.</summary>
    public uint Word(ulong seed, long trial)
    {
        var counter = GroupCounter(trial) | (uint)(trial & 15);
        var block = Philox.Block((uint)counter, CounterHigh(counter), Item, Stream, seed);
        return ((trial >> 4) & 3) switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
    }

    /// <summary>The first of the sixteen counters of a trial's group.</summary>
    internal static ulong GroupCounter(long trial) => (ulong)(trial >> 6) << 4;

    /// <summary>Counter word 1 for a group counter.</summary>
    internal uint CounterHigh(ulong groupCounter) => (uint)(groupCounter >> 32) | ((uint)Call << CallShift);
}
