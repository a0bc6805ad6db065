using CostSim.Batches;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Bills;

/// <summary>The job of scenarios/pilot, which docs/bill.md walks through: its bill is drawn by the sampler of the tests.</summary>
public class PilotTests
{
    /// <summary>What happened: it reasoned 2.2 times as long as planned, and one answer in eight was malformed.</summary>
    private static readonly SampledJob Happened = new() { Items = 60, Reasoning = 2.2, RetryRate = 0.125 };

    private static readonly IReadOnlyList<(string File, IReadOnlyList<LedgerRow> Rows)> Batches = Happened.Draw(seed: 3);

    private static readonly string Folder = Path.Combine(Repository.Root, "scenarios", "pilot");

    [Fact]
    public void Its_usage_is_what_the_sampler_makes()
    {
        foreach (var (batch, i) in Batches.Select((batch, i) => (batch, i)))
        {
            var (path, text) = (Path.Combine(Folder, "usage", $"{i + 1}-{batch.File}"), SampledJob.Lines(batch));
            if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
                File.WriteAllText(path, text);
            Assert.Equal(text, File.ReadAllText(path));
        }
    }

    /// <summary>The scenario plans what the sampler draws where nothing is planted.</summary>
    [Fact]
    public void Its_scenario_is_the_job_that_was_planned()
    {
        var options = new StudyOptions { Trials = 1000 };
        var written = Given.Scenario(File.ReadAllText(Path.Combine(Folder, "pilot.json")));
        var sampled = Given.Scenario((Happened with { Reasoning = 1, RetryRate = 0.05 }).Scenario);

        Assert.Equal(
            Study.Run(sampled, new RunOptions(options)).Summary.ResultHash,
            Study.Run(written, new RunOptions(options)).Summary.ResultHash);
    }

    /// <summary>Through files the bill is that of the rows: attempts, phases and prices alike.</summary>
    [Fact]
    public void Its_files_are_the_bill_of_its_rows()
    {
        var scenario = Given.Scenario(File.ReadAllText(Path.Combine(Folder, "pilot.json")));
        var (read, drawn) = (new BillBuilder(scenario, FixedPrices.Catalogue), new BillBuilder(scenario, FixedPrices.Catalogue));
        var ledger = Ledger.Read(Ledger.Files([Path.Combine(Folder, "usage")]), row => read.Add(row));
        foreach (var row in Batches.SelectMany(batch => batch.Rows))
            drawn.Add(row);
        var (bill, expected) = (read.Finish(ledger), drawn.Finish(ledger));

        Assert.Equal(Batches.Sum(batch => batch.Rows.Count), ledger.Rows);
        Assert.Equal(
            expected.Phases.Select(phase => (phase.First, phase.Retries)), bill.Phases.Select(phase => (phase.First, phase.Retries)));
        Assert.Equal(BillCause.Reasoning, Study.Reconcile(new(scenario, 60), bill).Difference.Ranked.First());
    }

    /// <summary>A batch that was sent twice has other responses under the same ids.</summary>
    [Fact]
    public void A_batch_sent_twice_is_told_from_retries_and_from_a_file_read_twice()
    {
        var scenario = Given.Scenario(File.ReadAllText(Path.Combine(Folder, "pilot.json")));
        var twice = SampledJob.Repeated(Batches[0]);
        BatchFile[] files = [.. new[] { Batches[0], Batches[0], Batches[1], twice }.Select((batch, i) => InMemory($"{i}.jsonl", batch))];
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue);
        var bill = builder.Finish(Ledger.Read(files, row => builder.Add(row)));

        Assert.Equal((60, 1), (bill.Ledger.Duplicates, bill.DuplicateJobs));
        Assert.Equal((60, Batches[1].Rows.Count, 60),
            (bill.Phases[0].First.Calls, bill.Phases[0].Retries.Calls, bill.Phases[0].Duplicates.Calls));
        Assert.Equal(bill.Phases[0].First.PicoUsd, bill.Phases[0].Duplicates.PicoUsd);
    }

    private static BatchFile InMemory(string name, (string File, IReadOnlyList<LedgerRow> Rows) batch)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(SampledJob.Lines(batch));
        return new BatchFile(name, () => new MemoryStream(bytes));
    }
}
