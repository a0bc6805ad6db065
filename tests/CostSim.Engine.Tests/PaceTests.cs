namespace CostSim.Engine.Tests;

/// <summary>The clock is an input.</summary>
public class PaceTests
{
    private double _now;

    private Pace Pace => field ??= new Pace(() => _now);

    [Fact]
    public void Nothing_is_promised_before_it_was_measured()
    {
        Tell(0.1, 10);
        Tell(0.6, 20);
        Tell(1.5, 110);
        Assert.Null(Pace.SecondsOf(1000));

        Tell(1.6, 120);
        Assert.Equal(1.6 + 880 / 100.0, Pace.SecondsOf(1000)!.Value, 9);
    }

    /// <summary>The first half second goes at a hundredth of the speed; the estimate is as if it had not.</summary>
    [Fact]
    public void A_slow_start_is_no_part_of_the_rate()
    {
        Tell(0.5, 1);
        Tell(1.5, 101);

        Assert.Equal(0.5 + 999 / 100.0, Pace.SecondsOf(1000)!.Value, 9);
    }

    [Fact]
    public void It_is_revised_as_the_run_goes_on()
    {
        Tell(0.5, 100);
        Tell(1.5, 200);
        Assert.Equal(9.5, Pace.SecondsOf(1000)!.Value, 9);

        Tell(6.5, 300);
        Assert.Equal(6.5 + 700 * 6 / 200.0, Pace.SecondsOf(1000)!.Value, 9);
    }

    /// <summary>Threads report when they come to it.</summary>
    [Fact]
    public void It_does_not_go_back()
    {
        Tell(0.5, 100);
        Tell(1.5, 200);
        Tell(3, 150);

        Assert.Equal((200, 9.5), (Pace.Trials, Pace.SecondsOf(1000)!.Value));
    }

    private void Tell(double seconds, double trials)
    {
        _now = seconds;
        Pace.Tell(trials);
    }
}
