namespace CostSim.Engine.Tests;

public class WorkersTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(9, 2)]
    [InlineData(2, 0)]
    public void Every_job_is_done_once(int threads, int jobs)
    {
        var done = new int[jobs];
        Workers.Run(threads, jobs, job => Interlocked.Increment(ref done[job]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void The_first_failure_in_the_order_of_jobs_is_thrown_when_all_threads_have_ended()
    {
        using var second = new ManualResetEventSlim();
        var ended = 0;
        var failure = Assert.Throws<IOException>(() => Workers.Run(2, 100, job =>
        {
            if (job == 0)
                second.Wait();
            else
                second.Set();
            Interlocked.Increment(ref ended);
            throw new IOException($"{job}");
        }));
        Assert.Equal(("0", 2), (failure.Message, ended));
    }
}
