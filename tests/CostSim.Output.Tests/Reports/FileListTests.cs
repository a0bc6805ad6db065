using System.Text;
using CostSim.Output.Files;
using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Reports;

public sealed class FileListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 KB")]
    [InlineData(123_456, "123.5 KB")]
    [InlineData(2_500_000, "2.5 MB")]
    public void Files_are_listed_as_the_user_named_the_folder(int bytes, string size)
    {
        using var folder = ResultFolder.Open(_folder["x"]);
        folder.Write("plots/a.txt", stream => stream.Write(Encoding.UTF8.GetBytes(new string('x', bytes))));

        var section = FileList.Of(folder, "my/x");

        Assert.Equal("Written to my/x", section.Heading);
        Assert.Equal($"  {Path.Combine("my/x", "plots/a.txt")}  {size}", Assert.Single(section.Lines).Text);
    }
}
