namespace CostSim.Numerics.Random;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011):
/// a bijection of a 128-bit counter under a 64-bit key. This is the reference implementation, one counter at a time; the engine uses
/// <see cref="Simd.WordKernel{T}"/>, which a test compares with it word for word.
/// </summary>
public static class Philox
{
    /// <summary>Number of rounds; ten is the authors' recommended, "Crush-resistant with margin" choice.</summary>
    public const int Rounds = 10;

    internal const uint MultiplierA = 0xD2511F53;
    internal const uint MultiplierB = 0xCD9E8D57;
    internal const uint WeylA = 0x9E3779B9;
    internal const uint WeylB = 0xBB67AE85;

    /// <summary>The four random words of a counter.</summary>
    /// <param name="c0">Counter, words 0 to 3.</param>
    /// <param name="key">Key; its low half is key word 0.</param>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, ulong key)
    {
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var a = (ulong)MultiplierA * c0;
            var b = (ulong)MultiplierB * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            k0 += WeylA;
            k1 += WeylB;
        }

        return (c0, c1, c2, c3);
    }
}
