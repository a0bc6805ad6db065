using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Aggregation;

public class StoredIntegersTests
{
    private const long Trials = 70_000;

    private static readonly SimulationOptions Options = new(7, Trials, 2);

    /// <summary>Correlated factors, two runs: drivers of every kind.</summary>
    private static readonly Plan[] Plans =
    [
        Planner.Build(Repository.FiftyAtoms(), 1),
        Planner.Build(Scenario.Read(Path.Combine(Repository.Root, "scenarios", "translation.json")), 1),
    ];

    private static readonly IReadOnlyList<Aggregates> Whole = Simulation.Run(Plans, Options);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Parts_written_down_and_added_in_any_order_are_the_run(int parts)
    {
        int[] order = [.. Enumerable.Range(0, parts)];
        new Random(parts).Shuffle(order);

        var merged = Simulation.NoTrials(Plans, Options);
        foreach (var part in order)
            StoredIntegers.Add(Written(Part(part, parts)), merged);

        Assert.Equal(Simulation.ResultHash(Whole), Simulation.ResultHash(merged));
        Assert.Equal(Written(Whole), Written(merged));
        Assert.Equal(Whole[1].Drivers!.PhaseShares(), merged[1].Drivers!.PhaseShares());
        Assert.Equal(Whole[1].Drivers!.Levels.ByCalls.Count, merged[1].Drivers!.Levels.ByCalls.Count);
    }

    [Fact]
    public void The_same_trials_give_the_same_bytes_on_any_number_of_threads() =>
        Assert.Equal(Written(Whole), Written(Simulation.Run(Plans, Options with { Threads = 5 })));

    [Fact]
    public void A_part_that_is_missing_or_added_twice_is_found_out()
    {
        var merged = Simulation.NoTrials(Plans, Options);
        StoredIntegers.Add(Written(Part(0, 2)), merged);
        StoredIntegers.Add(Written(Part(0, 2)), merged);

        Assert.NotEqual(Simulation.ResultHash(Whole), Simulation.ResultHash(merged));
    }

    [Fact]
    public void Bytes_of_other_plans_are_refused()
    {
        var bytes = Written(Part(0, 2));

        Assert.Throws<InvalidDataException>(() => StoredIntegers.Add(bytes, Simulation.NoTrials([Plans[0]], Options)));
        Assert.Throws<InvalidDataException>(() => StoredIntegers.Add(bytes, Simulation.NoTrials([Plans[1], Plans[0], Plans[1]], Options)));
    }

    /// <summary>Every end cuts a number, or a list of numbers, in two.</summary>
    [Fact]
    public void Bytes_without_their_end_are_refused()
    {
        var bytes = Written(Part(29, 30));
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var end = random.Next(bytes.Length);
            Assert.Throws<InvalidDataException>(() => StoredIntegers.Add(bytes.AsMemory(0, end), Simulation.NoTrials(Plans, Options)));
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(long.MaxValue)]
    public void Every_integer_comes_back_as_it_was(long value)
    {
        var plan = Plans[0];
        var stored = new Aggregates(plan);
        for (var i = 0; i < 3; i++)
            stored.Total(Measure.Cost).Moments.Add([value]);

        var read = new Aggregates(plan);
        StoredIntegers.Add(Written([stored]), [read]);

        Assert.Equal(stored.Total(Measure.Cost).Moments.Integers(), read.Total(Measure.Cost).Moments.Integers());
    }

    private static IReadOnlyList<Aggregates> Part(long index, long of)
    {
        var range = TrialRange.Part(Trials, index, of);
        return range.Count == 0 ? Simulation.NoTrials(Plans, Options)
            : Simulation.Run(Plans, Options with { FirstTrial = range.First, Trials = range.Count });
    }

    private static byte[] Written(IReadOnlyList<Aggregates> results)
    {
        using var bytes = new MemoryStream();
        StoredIntegers.Write(bytes, results);
        return bytes.ToArray();
    }
}
