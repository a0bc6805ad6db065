using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_made_and_replaced_and_nothing_is_left_beside_it()
    {
        WholeFile.Write(_folder["a.json"], "first, and longer"u8);
        WholeFile.Write(_folder["a.json"], "second"u8);

        Assert.Equal("second", File.ReadAllText(_folder["a.json"]));
        Assert.Equal(["a.json"], _folder.Entries);
    }

    [Fact]
    public void A_link_stays_one_and_what_it_leads_to_is_replaced()
    {
        File.WriteAllText(_folder["real.json"], "old");
        File.CreateSymbolicLink(_folder["link.json"], "real.json");

        WholeFile.Write(_folder["link.json"], "new"u8);

        Assert.Equal("real.json", new FileInfo(_folder["link.json"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_folder["real.json"]));
        Assert.Equal(["link.json", "real.json"], _folder.Entries);
    }

    [Fact]
    public void A_folder_is_not_replaced()
    {
        Directory.CreateDirectory(_folder["x"]);

        Assert.Contains(
            "is a folder", Assert.Throws<IOException>(() => WholeFile.Write(_folder["x"], "x"u8)).Message, StringComparison.Ordinal);
        Assert.Equal(["x/"], _folder.Entries);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Contains("there is no folder", Assert.Throws<IOException>(() => WholeFile.Write(_folder["none/a.json"], "x"u8)).Message,
            StringComparison.Ordinal);
}
