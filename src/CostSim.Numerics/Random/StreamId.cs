using System.Text;

namespace CostSim.Numerics.Random;

/// <summary>The identity of a stream of random words: a hash of its name, so that it does not depend on other streams.</summary>
public static class StreamId
{
    /// <summary>
    /// FNV-1a (Fowler, Noll, Vo), 32 bits, over the name in UTF-8, then the finaliser of MurmurHash3, since names differ in few letters.
    /// Frozen forever. Two names of one plan may collide (1 in 4 billion per pair); planning checks for it.
    /// </summary>
    public static uint Of(string name)
    {
        var hash = 2166136261u;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ letter) * 16777619u;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
