using CostSim.Output.Files;
using CostSim.Output.Verification;

namespace CostSim.Output.Tests.Verification;

public sealed class VerifiedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_result_as_it_was_written_is_whole()
    {
        Write();

        var verified = Assert.Single(Verified.Of(_folder["x"]));
        Assert.Empty(verified.Faults);
        Assert.Equal("a result of 5 files", verified.What);
    }

    /// <summary>COSTSIM_FLIPS says how many; docs/trust.md has the figures of many.</summary>
    [Fact]
    public void Every_flipped_bit_and_every_cut_of_any_file_is_found()
    {
        Write();
        var random = new Random(16);
        var files = Directory.GetFiles(_folder["x"]).Order(StringComparer.Ordinal).ToList();
        var flips = int.TryParse(Environment.GetEnvironmentVariable("COSTSIM_FLIPS"), out var asked) ? asked : 300;
        for (var i = 0; i < flips; i++)
        {
            var file = files[i % files.Count];
            var whole = File.ReadAllBytes(file);
            byte[] changed = [.. whole];
            if (i / files.Count % 4 == 0)
                changed = whole[..random.Next(whole.Length)];
            else
                changed[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, changed);
            var faults = Assert.Single(Verified.Of(_folder["x"])).Faults;
            Assert.StartsWith(Path.GetFileName(file), Assert.Single(faults), StringComparison.Ordinal);
            File.WriteAllBytes(file, whole);
        }
    }

    [Fact]
    public void A_missing_file_and_one_that_was_put_there_are_found()
    {
        Write();
        File.Delete(_folder["x/bands.parquet"]);
        File.WriteAllText(_folder["x/notes.txt"], "mine");

        Assert.Equal(
            ["bands.parquet: it is missing", "notes.txt: it is no file of this result"], Assert.Single(Verified.Of(_folder["x"])).Faults);
    }

    [Fact]
    public void A_folder_of_something_else_is_said_to_be_one()
    {
        Directory.CreateDirectory(_folder["y"]);

        Assert.StartsWith(
            $"'{_folder["y"]}' holds no result, job or shard", Assert.Throws<IOException>(() => Verified.Of(_folder["y"])).Message,
            StringComparison.Ordinal);
        Assert.Throws<IOException>(() => Verified.Of(_folder["z"]));
    }

    private void Write()
    {
        var outcome = Given.Run(Given.Tickets, 2000);
        using var folder = ResultFolder.Open(_folder["x"]);
        ResultWriter.Write(
            folder, outcome.Summary, outcome.Results, "9.8.7", CancellationToken.None, new ResultParts(Plots: false, Report: false));
        folder.Commit();
    }
}
