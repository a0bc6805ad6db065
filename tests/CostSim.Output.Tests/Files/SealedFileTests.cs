using System.Text;
using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

public sealed class SealedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        Write("{\"a\":1}", [1, 10, 2, 10]);

        var file = SealedFile.Read(_folder["x"]);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(file.Head.Span));
        Assert.Equal([1, 10, 2, 10], file.Content.ToArray());
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(SealedFile.ReadHead(_folder["x"])));
    }

    [Fact]
    public void Content_may_be_empty_and_a_head_long()
    {
        var head = new string('h', 100_000);
        Write(head, []);

        Assert.Empty(SealedFile.Read(_folder["x"]).Content.ToArray());
        Assert.Equal(head, Encoding.UTF8.GetString(SealedFile.ReadHead(_folder["x"])));
    }

    [Fact]
    public void Every_flipped_bit_and_every_missing_end_is_found()
    {
        Write("{\"a\":1}", [1, 2, 3]);
        var whole = File.ReadAllBytes(_folder["x"]);
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            RequireFound(flipped);
        }

        for (var end = 0; end < whole.Length; end++)
            RequireFound(whole[..end]);
        RequireFound([.. whole, 0]);
    }

    private void RequireFound(byte[] bytes)
    {
        File.WriteAllBytes(_folder["x"], bytes);
        Assert.Throws<InvalidDataException>(() => SealedFile.Read(_folder["x"]));
    }

    private void Write(string head, byte[] content) =>
        SealedFile.Write(_folder["x"], Encoding.UTF8.GetBytes(head), stream => stream.Write(content));
}
