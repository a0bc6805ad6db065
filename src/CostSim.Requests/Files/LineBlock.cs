using System.Buffers;

namespace CostSim.Requests.Files;

/// <summary>Whole lines of a file, in a pooled array.</summary>
/// <param name="Pooled">The array.</param>
/// <param name="Length">The bytes of the lines in it.</param>
/// <param name="FirstLine">The number of its first line in the file, from 1.</param>
internal sealed record LineBlock(byte[] Pooled, int Length, long FirstLine) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => Pooled.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Pooled);
}
