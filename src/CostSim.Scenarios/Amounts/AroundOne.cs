using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>When a shape is read as a relative spread around 1.</summary>
internal static class AroundOne
{
    /// <summary>Ends are written with two digits.</summary>
    private const double Slack = 0.01;

    /// <summary>A median further from 1 is not meant to be 1.</summary>
    private const double Near = 0.15;

    /// <summary>A range from 1/x to x.</summary>
    public static bool IsRange(double min, double max) => Math.Abs(min * max - 1) < Slack;

    /// <summary>A shape stated by percentiles.</summary>
    public static bool IsMedian(Law law) => Math.Abs(law.Quantile(0.5) - 1) < Near;
}
