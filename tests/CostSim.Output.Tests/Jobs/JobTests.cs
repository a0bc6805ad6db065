using CostSim.Engine;
using CostSim.Output.Jobs;
using CostSim.Output.Summaries;
using CostSim.Output.Verification;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Jobs;

/// <summary>Jobs are kept in the current folder, unless the environment names a place; so one test at a time.</summary>
[Collection(nameof(JobTests))]
public sealed class JobTests : IDisposable
{
    private static readonly IReadOnlyList<SizedScenario> Cases = [new(Given.FiftyAtoms, 2)];
    private static readonly RunOptions Options = new() { Seed = 3, Trials = 20_000, Threads = 2 };
    private static readonly TrialGoal Goal = new([20_000], null);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public JobTests() => Environment.SetEnvironmentVariable(JobFolder.RootVariable, _folder["jobs"]);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(JobFolder.RootVariable, null);
        _folder.Dispose();
    }

    [Fact]
    public void A_job_goes_step_by_step()
    {
        using (var job = Asked())
        {
            Assert.Equal(JobState.Pending, StateOf(job));
            Assert.True(job.Begin(Goal, () => 0));
            Assert.Equal(JobState.Running, StateOf(job));
            var trials = Simulation.Run(PlansOf(), new SimulationOptions(3, 2048, 1));
            job.Keep(2048, trials);
            Assert.Equal(2048, JobFolder.Of(job.Id).DrawnTrials());
            job.Computed();
            Assert.Equal(JobState.Computed, StateOf(job));
            job.Written();
            Assert.Equal(JobState.Completed, StateOf(job));
            Assert.Equal([$"jobs/{job.Id}/job.json"], FilesOfJobs());
        }

        Assert.Empty(_notes);
    }

    [Fact]
    public void A_run_goes_on_where_it_was_kept_to_the_same_bits()
    {
        using (var stopped = Asked())
        {
            stopped.Begin(Goal, () => 0);
            stopped.Keep(4096, Simulation.Run(PlansOf(), new SimulationOptions(3, 4096, 2)));
        }

        using var job = Asked();
        Assert.Equal(4096, job.DrawnBefore);
        var outcome = Study.Run(Cases, Options with { Keeper = job });
        Assert.Equal(Study.Run(Cases, Options).Summary.ResultHash, outcome.Summary.ResultHash);
        Assert.Equal(20_000, JobFolder.Of(job.Id).DrawnTrials());
    }

    [Fact]
    public void A_run_goes_on_with_the_end_that_was_decided_when_it_began()
    {
        using (var stopped = Asked())
            stopped.Begin(new TrialGoal([1024, 2048], 0.1) { IsUnasked = true }, () => 0);

        using var job = Asked();
        Assert.Equal([1024, 2048], job.Goal!.Looks);
        Assert.Equal(1024, Study.Run(Cases, Options with { Keeper = job }).Summary.Trials);
    }

    [Fact]
    public void Only_one_process_has_a_job()
    {
        using (Asked())
            Assert.Contains("is being run by another process", Assert.Throws<IOException>(Asked).Message, StringComparison.Ordinal);
        Asked().Dispose();
    }

    [Fact]
    public void A_job_does_not_go_on_over_a_changed_scenario()
    {
        var id = Begun();
        var changed = RunIdentity.Of([new(Given.Scenario(Given.OnePhase("1000")), 2)], Options, "1.2");

        var e = Assert.Throws<JobException>(() => new Job(changed, [], "out/x", true, _notes.Add, id));
        Assert.Contains($"the job {id} cannot go on: the scenario is", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.3", 3, "the program is costsim 1.3, not costsim 1.2")]
    [InlineData("1.2", 4, "the seed is 4, not 3")]
    public void A_job_does_not_go_on_with_another_program_or_seed(string version, ulong seed, string why)
    {
        var id = Begun();
        var run = RunIdentity.Of(Cases, Options with { Seed = seed }, version);

        Assert.Contains(why, Assert.Throws<JobException>(() => new Job(run, [], "out/x", true, _notes.Add, id)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_not_gone_on_with()
    {
        var id = Begun();
        var checkpoint = JobFolder.Of(id).Checkpoint;
        using (var stopped = Asked())
            stopped.Keep(1024, Simulation.Run(PlansOf(), new SimulationOptions(3, 1024, 1)));
        var bytes = File.ReadAllBytes(checkpoint);
        bytes[^100] ^= 1;
        File.WriteAllBytes(checkpoint, bytes);

        using var job = Asked();
        Assert.Throws<InvalidDataException>(() => Study.Run(Cases, Options with { Keeper = job }));
        Assert.StartsWith("checkpoint.shard: it is damaged", Assert.Single(Assert.Single(Verified.Of(_folder[$"jobs/{id}"])).Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_run_that_nobody_asked_to_keep_is_not()
    {
        using (var job = Unasked())
            Assert.False(job.Begin(Goal, () => 59));
        Assert.Empty(FilesOfJobs());
    }

    [Fact]
    public void A_long_run_is_kept_unasked_and_leaves_nothing_if_nothing_was_drawn()
    {
        using (var job = Unasked())
        {
            Assert.True(job.Begin(Goal, () => 61));
            Assert.False(job.IsKept);
        }

        Assert.Empty(FilesOfJobs());
        using (var job = Unasked())
        {
            job.Begin(Goal, () => 61);
            job.Keep(1024, Simulation.Run(PlansOf(), new SimulationOptions(3, 1024, 1)));
            Assert.True(job.IsKept);
        }

        using var again = Unasked();
        Assert.Equal(1024, again.DrawnBefore);
    }

    [Fact]
    public void A_long_run_goes_on_without_being_kept_where_nothing_can_be_written()
    {
        File.WriteAllText(_folder["jobs"], "a file stands here");
        using var job = Unasked();

        Assert.False(job.Begin(Goal, () => 61));
        Assert.Single(_notes);
    }

    private static IReadOnlyList<Engine.Planning.Plan> PlansOf() =>
        [MethodChoice.Decide(Cases[0].Scenario, 2, false, false, Numerics.Simd.KernelSelector.Selected).Plan];

    private static RunIdentity Run => RunIdentity.Of(Cases, Options, "1.2");

    private string Begun()
    {
        using var job = Asked();
        job.Begin(Goal, () => 0);
        return job.Id;
    }

    private Job Asked() => new(Run, ["x.json"], "out/x", true, _notes.Add);

    private Job Unasked() => new(Run, ["x.json"], "out/x", false, _notes.Add);

    private static JobState StateOf(Job job) => JobFolder.Of(job.Id).Read().State;

    private IEnumerable<string> FilesOfJobs() => _folder.Entries.Where(entry => !entry.EndsWith('/'));
}
