#:project ../../src/CostSim.Numerics/CostSim.Numerics.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
// Writes 16,777,216 words of every set of kernels of this machine, each to FOLDER/name. words.cpp writes the same words as Random123 has them.
using System.Runtime.InteropServices;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

foreach (var kernels in KernelSelector.Available)
{
    using var file = File.Create(Path.Combine(args[0], kernels.Name));
    var words = new uint[65536];
    for (var block = 0; block < 256; block++)
    {
        var address = new WordAddress(0xDEADBEEF, (uint)block * 16777259, block * 16447);
        kernels.Words(0x0123456789ABCDEF, address, block * (1L << 36), words);
        file.Write(MemoryMarshal.AsBytes(words.AsSpan()));
    }
}
