using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Parquet.Tests.Reading;

namespace CostSim.Output.Tests.Tables;

public class TrialsFileTests
{
    private const int Block = BlockEvaluator.BlockSize;

    /// <summary>How far ahead of the next block a thread may be, in blocks.</summary>
    private const int Ahead = 256;

    private static readonly Plan Plan = Planner.Build(Given.Scenario(Given.OnePhase("[100, 200]")), 1);

    [Fact]
    public void It_has_the_trials_in_order_whatever_the_threads()
    {
        Plan[] plans = [Planner.Build(Given.Scenario(Given.Tickets), 3)];
        var drawn = new DrawnTrials(plans);
        Simulation.Run(plans, new SimulationOptions(7, 70_001, 1) { Sink = drawn });
        var expected = drawn.Values(0, -1, Measure.Cost);

        foreach (var threads in new[] { 1, 2, 5 })
        {
            var columns = Write(plans, sink => Simulation.Run(plans, new SimulationOptions(7, 70_001, threads) { Sink = sink })).Columns;
            Assert.Equal(["trial", "total", "known", "tag", "review", "Guide"], columns.Select(column => column.Name));
            Assert.Equal(Enumerable.Range(0, 70_001).Select(trial => (long)trial), columns[0].Values.Cast<long>());
            Assert.Equal(expected, columns[1].Values.Cast<double>());
            Assert.Equal(drawn.Values(0, 1, Measure.Cost), columns[3].Values.Cast<double>());
        }
    }

    [Fact]
    public void Its_bytes_are_the_same_whatever_the_threads()
    {
        Plan[] plans = [Planner.Build(Given.Scenario(Given.Tickets), 3)];
        var alone = Bytes(plans, sink => Simulation.Run(plans, new SimulationOptions(7, 140_000, 1) { Sink = sink }));

        Assert.All(new[] { 1, 2, 5 },
            threads =>
                Assert.Equal(
                    alone, Bytes(plans, sink => Simulation.Run(plans, new SimulationOptions(7, 140_000, threads) { Sink = sink }))));
    }

    [Fact]
    public void It_says_what_it_is_of()
    {
        var scenario = Given.Scenario(Given.Tickets);
        var file = new ParquetFile(Bytes([Plan], sink => sink.Accept([Evaluate(0)]), new ResultOrigin(scenario, 7, Block, "abc", "1.2")));

        Assert.Equal(
            ["program: costsim 1.2", $"scenario: {scenario.Name}", $"scenarioHash: {scenario.Hash}", "seed: 7", "trials: 1024",
                "resultHash: abc"],
            file.Footer.List<ThriftStruct>(5).Select(pair => $"{pair.Text(1)}: {pair.Text(2)}"));
    }

    [Fact]
    public void Threads_that_wait_when_it_is_cancelled_are_told_that_it_was()
    {
        using var cancellation = new CancellationTokenSource();
        var sink = new TrialsFile(new MemoryStream(), [Plan], cancellation: cancellation.Token);
        for (var block = 0; block < 63; block++)
            sink.Accept([Evaluate(block)]);
        cancellation.Cancel();

        // The first is to write the row group, the second comes after it has failed.
        Assert.Throws<OperationCanceledException>(() => sink.Accept([Evaluate(63)]));
        Assert.Throws<OperationCanceledException>(() => sink.Accept([Evaluate(64)]));
    }

    [Fact]
    public void Blocks_in_reverse_are_put_in_order()
    {
        var evaluator = BlockEvaluator.Create(Plan, 1, KernelSelector.Selected);
        var reverse = Write([Plan], sink =>
        {
            foreach (var block in Enumerable.Range(0, Ahead).Reverse())
                sink.Accept([Evaluate(block, evaluator)]);
        });
        var forward = Write([Plan], sink =>
        {
            foreach (var block in Enumerable.Range(0, Ahead))
                sink.Accept([Evaluate(block, evaluator)]);
        });

        Assert.Equal(forward.Columns[1].Values, reverse.Columns[1].Values);
        Assert.Equal(Ahead * Block, reverse.Columns[0].Values.Count);
        Assert.Equal(Ahead / 64, reverse.RowGroups.Length);
    }

    [Fact]
    public void Several_numbers_of_items_have_columns_of_their_own()
    {
        var scenario = Given.Scenario(Given.OnePhase("[100, 200]"));
        Plan[] plans = [Planner.Build(scenario, 1), Planner.Build(scenario, 3)];

        var columns = Write(plans, sink => Simulation.Run(plans, new SimulationOptions(1, 10, 1) { Sink = sink })).Columns;

        Assert.Equal(["trial", "total_1", "P1_1", "total_3", "P1_3"], columns.Select(column => column.Name));
        Assert.All(columns, column => Assert.Equal(10, column.Values.Count));
    }

    [Fact]
    public void Phases_and_allowances_that_are_called_alike_have_columns_of_their_own()
    {
        var scenario = Given.Scenario(
            Given.OnePhase("[100, 200]", more: """ "allowances": [{ "name": "total", "inputTokensPerItem": 5 }], """),
            "phases.P1.id=total");
        Plan[] plans = [Planner.Build(scenario, 1)];
        var drawn = new DrawnTrials(plans);

        var columns = Write(plans, sink => Simulation.Run(plans, new SimulationOptions(1, 10, 1) { Sink = sink })).Columns;
        Simulation.Run(plans, new SimulationOptions(1, 10, 1) { Sink = drawn });

        Assert.Equal(["trial", "total", "total_", "total__"], columns.Select(column => column.Name));
        Assert.Equal(drawn.Values(0, 0, Measure.Cost), columns[2].Values.Cast<double>());
    }

    [Fact]
    public void A_thread_that_is_far_ahead_waits_for_the_block_that_is_next()
    {
        var sink = new TrialsFile(new MemoryStream(), [Plan]);
        var far = Evaluate(Ahead + 1);
        var thread = new Thread(() => sink.Accept([far]));
        thread.Start();
        WaitUntilItWaits(thread);

        // Just within the limit nobody waits.
        sink.Accept([Evaluate(Ahead)]);
        Assert.Equal(ThreadState.WaitSleepJoin, thread.ThreadState);

        sink.Accept([Evaluate(0)]);
        thread.Join();
    }

    [Fact]
    public void When_the_disk_fails_waiting_threads_are_freed_and_all_others_stop()
    {
        var sink = new TrialsFile(new FullStream(), [Plan]);
        Exception? met = null;
        var far = Evaluate(2 * Ahead);
        var thread = new Thread(() => met = Record.Exception(() => sink.Accept([far])));
        thread.Start();
        WaitUntilItWaits(thread);

        var first = Assert.Throws<IOException>(() =>
        {
            for (var block = 0; block < Ahead; block++)
                sink.Accept([Evaluate(block)]);
        });
        thread.Join();

        Assert.Equal("the disk is full", first.Message);
        Assert.Equal("the disk is full", Assert.IsType<IOException>(met).Message);
        // A block that comes later, next or not, must not be kept in memory for a file that is not written any more.
        Assert.Equal("the disk is full", Assert.Throws<IOException>(() => sink.Accept([Evaluate(64)])).Message);
        Assert.Equal("the disk is full", Assert.Throws<IOException>(() => sink.Accept([Evaluate(70)])).Message);
    }

    [Fact]
    public void When_the_disk_fails_a_simulation_of_many_threads_ends_with_that_error()
    {
        var sink = new TrialsFile(new FullStream(), [Plan]);

        var error = Record.Exception(() => Simulation.Run([Plan], new SimulationOptions(1, 400_000, 7) { Sink = sink }));

        // Threads may report together.
        Assert.All(error is AggregateException several ? several.Flatten().InnerExceptions : [error!],
            inner => Assert.Equal("the disk is full", Assert.IsType<IOException>(inner).Message));
    }

    private static void WaitUntilItWaits(Thread thread)
    {
        while (thread.ThreadState != ThreadState.WaitSleepJoin)
        {
            Assert.NotEqual(ThreadState.Stopped, thread.ThreadState);
            Thread.Yield();
        }
    }

    private static ParquetFile Write(IReadOnlyList<Plan> plans, Action<TrialsFile> fill) => new(Bytes(plans, fill));

    private static byte[] Bytes(IReadOnlyList<Plan> plans, Action<TrialsFile> fill, ResultOrigin? origin = null)
    {
        using var stream = new MemoryStream();
        var sink = new TrialsFile(stream, plans);
        fill(sink);
        sink.Finish(origin);
        return stream.ToArray();
    }

    private static TrialBlock Evaluate(int block, BlockEvaluator? evaluator = null) =>
        (evaluator ?? BlockEvaluator.Create(Plan, 1, KernelSelector.Selected)).Evaluate((long)block * Block, Block);

    /// <summary>Takes a few bytes and then no more.</summary>
    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length + count > 100)
                throw new IOException("the disk is full");
            base.Write(buffer, offset, count);
        }
    }
}
