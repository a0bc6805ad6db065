using System.Security.Cryptography;
using System.Text;
using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

public class JsonSealTests
{
    private static readonly string Document = $$"""{ "a": "{{new string('0', 64)}}", "seal": "{{new string('0', 64)}}" }{{"\n"}}""";

    /// <summary>By the words of the format: SHA-256 of the document with zeros in its place.</summary>
    [Fact]
    public void The_seal_is_the_sum_of_the_document_with_zeros_in_its_place()
    {
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Document)));

        Assert.EndsWith($"\"seal\": \"{sum}\" }}\n", Encoding.UTF8.GetString(Sealed()), StringComparison.Ordinal);
        Assert.True(JsonSeal.IsWhole(Sealed()));
    }

    [Fact]
    public void Every_flipped_bit_and_every_missing_byte_is_found()
    {
        var whole = Sealed();
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(JsonSeal.IsWhole(flipped), $"bit {bit}");
        }

        for (var place = 0; place < whole.Length; place++)
        {
            Assert.False(JsonSeal.IsWhole([.. whole[..place], .. whole[(place + 1)..]]), $"byte {place}");
            Assert.False(JsonSeal.IsWhole(whole.AsSpan(0, place)), $"end at {place}");
        }
    }

    private static byte[] Sealed()
    {
        var bytes = Encoding.UTF8.GetBytes(Document);
        JsonSeal.Close(bytes);
        return bytes;
    }
}
