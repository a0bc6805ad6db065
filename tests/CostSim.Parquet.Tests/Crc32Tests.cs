using System.Text;

namespace CostSim.Parquet.Tests;

public class Crc32Tests
{
    /// <summary>The published check value of this CRC, and of two texts that are often quoted.</summary>
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Known_texts_have_their_checksums(string text, uint crc) => Assert.Equal(crc, Crc32.Of(Encoding.ASCII.GetBytes(text)));
}
