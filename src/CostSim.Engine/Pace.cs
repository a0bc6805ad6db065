namespace CostSim.Engine;

/// <summary>Estimates how long a run takes from the trials completed so far.</summary>
/// <param name="clock">The seconds since the run began.</param>
public sealed class Pace(Func<double> clock)
{
    /// <summary>Seconds at the start that are not representative: code is compiled and tables are filled.</summary>
    public const double Settling = 0.5;

    /// <summary>Seconds behind them after which the first estimate is made.</summary>
    public const double Measuring = 1;

    private readonly Lock _gate = new();
    private (double Seconds, double Trials)? _from;
    private (double Seconds, double Trials) _last;

    /// <summary>Reports the number of trials completed; threads may report in any order.</summary>
    public void Tell(double trials)
    {
        lock (_gate)
        {
            var now = clock();
            if (trials <= _last.Trials)
                return;
            _last = (now, trials);
            if (_from is null && now >= Settling)
                _from = _last;
        }
    }

    /// <summary>The number of trials completed.</summary>
    public double Trials
    {
        get
        {
            lock (_gate)
                return _last.Trials;
        }
    }

    /// <summary>Estimated total seconds of a run of this many trials; null before enough was measured.</summary>
    public double? SecondsOf(double trials)
    {
        lock (_gate)
        {
            return _from is { } from && _last.Seconds - from.Seconds >= Measuring
                ? _last.Seconds + (trials - _last.Trials) * (_last.Seconds - from.Seconds) / (_last.Trials - from.Trials)
                : null;
        }
    }
}
