using CostSim.Output.Reports;
using CostSim.Output.Shards;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Shards;

public sealed class ShardSetTests : IDisposable
{
    private const long Trials = 10_000;
    private const int Of = 4;

    private static readonly IReadOnlyList<SizedScenario> Cases = [new(Given.FiftyAtoms, 1)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_shards_are_the_run()
    {
        WriteAll(1, "a");

        var merged = Merge(_folder["a"]);
        var whole = Study.Run(Cases, Options(1));
        Assert.Equal(whole.Summary.ResultHash, merged.Summary.ResultHash);
        Assert.Equal(whole.Summary.Runs[0].Drivers!.Factors.Select(factor => factor.Share), merged.Summary.Runs[0].Drivers!.Factors.Select(
            factor => factor.Share));
    }

    [Fact]
    public void A_missing_shard_is_named_with_the_command_that_computes_it()
    {
        WriteAll(1, "a");
        File.Delete(Shard("a", 1));
        File.Delete(Shard("a", 3));

        Assert.Equal(
        [
            "these are not the 4 shards of one run", "missing: 1, 3", "to compute what is missing or damaged again:",
            $"  costsim shard x.json --seed 1 --index 1 --of 4 -o {_folder["a"]}",
            $"  costsim shard x.json --seed 1 --index 3 --of 4 -o {_folder["a"]}",
        ], Lines(_folder["a"]));
    }

    [Fact]
    public void A_shard_that_is_there_twice_is_named()
    {
        WriteAll(1, "a");
        WriteAll(1, "b");
        for (var index = 1; index < Of; index++)
            File.Delete(Shard("b", index));

        Assert.Equal(
            ["these are not the 4 shards of one run", $"{Shard("b", 0)}: shard 0 is there twice: {Shard("a", 0)} is the same"],
            Lines(_folder["a"], _folder["b"]));
    }

    [Fact]
    public void A_shard_of_another_run_is_named_with_what_differs()
    {
        WriteAll(1, "a");
        WriteAll(2, "b");
        File.Copy(Shard("b", 2), Shard("a", 2), overwrite: true);

        var lines = Lines(_folder["a"]);
        Assert.Equal("missing: 2", lines[1]);
        Assert.Equal($"{Shard("a", 2)}: it is of another run: the seed is 2, not 1", lines[2]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    public void A_damaged_shard_is_named(int place)
    {
        WriteAll(1, "a");
        var bytes = File.ReadAllBytes(Shard("a", 2));
        bytes[place] ^= 0x41;
        File.WriteAllBytes(Shard("a", 2), bytes);

        var lines = Lines(_folder["a"]);
        Assert.StartsWith($"{Shard("a", 2)}: it", lines[1], StringComparison.Ordinal);
        Assert.Equal($"  costsim shard x.json --seed 1 --index 2 --of 4 -o {_folder["a"]}", lines[^1]);
    }

    [Fact]
    public void Of_very_many_faults_a_few_are_told()
    {
        Write(1, "a", 0, 5_000);

        var lines = Lines(_folder["a"]);
        Assert.Equal("missing: 1-4999", lines[1]);
        Assert.Equal("and 4,989 more of this kind", lines[^1]);
        Assert.Equal(14, lines.Count);
    }

    [Fact]
    public void A_folder_without_shards_is_said_to_be_one()
    {
        Directory.CreateDirectory(_folder["empty"]);

        Assert.Equal(["there is no shard that can be read"], Lines(_folder["empty"]));
        Assert.Throws<IOException>(() => ShardSet.Read([_folder["none"]]));
    }

    private static IReadOnlyList<string> Lines(params string[] folders) =>
        ShardFaults.Lines(Assert.Throws<ShardException>(() => Merge(folders)), words => string.Join(' ', words));

    private static RunOutcome Merge(params string[] folders) => Study.Merge(
        Cases, Options(1), noTrials => ShardSet.Read(folders).Add(noTrials, 2, null, CancellationToken.None));

    private void WriteAll(ulong seed, string name)
    {
        for (var index = 0; index < Of; index++)
            Write(seed, name, index, Of);
    }

    private void Write(ulong seed, string name, int index, int of)
    {
        var (options, range) = (Options(seed), Study.RangeOf(Options(seed), index, of));
        Directory.CreateDirectory(_folder[name]);
        ShardFile.Write(Path.Combine(_folder[name], ShardFile.NameOf(index, of)),
            new ShardHead(
                ShardHead.Version, RunIdentity.Of(Cases, options, "1.2"), Trials, index, of, range.First, range.Count,
                ["x.json", "--seed", $"{seed}"]),
            Study.Shard(Cases, index, of, options));
    }

    private string Shard(string name, int index) => Path.Combine(_folder[name], ShardFile.NameOf(index, Of));

    private static RunOptions Options(ulong seed) => new() { Seed = seed, Trials = Trials, Threads = 2 };
}
