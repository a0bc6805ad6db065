using System.Diagnostics;
using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

public sealed class WorkingFolderTests : IDisposable
{
    /// <summary>Above every process number that a system gives.</summary>
    private const string Dead = "2147483646";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_run_left_is_removed()
    {
        Directory.CreateDirectory(_folder[$".x.{Dead}.partial/plots"]);
        File.WriteAllText(_folder[$".x.{Dead}.partial/plots/a.svg"], "");

        using (ResultFolder.Open(_folder["x"]))
            Assert.Equal([$".x.{Environment.ProcessId}.partial/"], _folder.Entries);
    }

    [Fact]
    public void What_another_process_may_be_writing_stays()
    {
        using var other = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            Directory.CreateDirectory(_folder[$".x.{other.Id}.partial"]);
            ResultFolder.Open(_folder["x"]).Dispose();
        }
        finally
        {
            other.Kill();
        }

        Assert.Equal([$".x.{other.Id}.partial/"], _folder.Entries);
    }

    [Fact]
    public void What_is_locked_stays_though_its_process_is_not_seen()
    {
        // So it is where another container writes to the same folder.
        Directory.CreateDirectory(_folder[$".x.{Dead}.partial"]);
        using (Durability.TryLock(_folder[$".x.{Dead}.partial"]))
            ResultFolder.Open(_folder["x"]).Dispose();
        Assert.Equal([$".x.{Dead}.partial/"], _folder.Entries);

        ResultFolder.Open(_folder["x"]).Dispose();
        Assert.Empty(_folder.Entries);
    }

    [Theory]
    [InlineData(".y.2147483646.partial")]
    [InlineData(".x.y.2147483646.partial")]
    [InlineData(".x.notes.partial")]
    [InlineData(".x..partial")]
    [InlineData(".x.partial")]
    [InlineData(".x.2147483646.old")]
    [InlineData("x.2147483646.partial")]
    public void Other_folders_stay(string name)
    {
        Directory.CreateDirectory(_folder[name]);
        ResultFolder.Open(_folder["x"]).Dispose();

        Assert.Equal([$"{name}/"], _folder.Entries);
    }

    [Fact]
    public void What_a_killed_process_of_the_same_number_left_is_no_hindrance()
    {
        Directory.CreateDirectory(_folder[$".x.{Environment.ProcessId}.partial"]);
        File.WriteAllText(_folder[$".x.{Environment.ProcessId}.partial/a.txt"], "old");

        using var folder = ResultFolder.Open(_folder["x"]);
        folder.Write("a.txt", _ => { });
        Assert.Equal(0, new FileInfo(_folder[$".x.{Environment.ProcessId}.partial/a.txt"]).Length);
    }
}
