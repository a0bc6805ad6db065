namespace CostSim.Numerics.Statistics;

/// <summary>An estimated number and its 95 % interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Half the width of the interval.</summary>
    public double Uncertainty => (High - Low) / 2;
}
