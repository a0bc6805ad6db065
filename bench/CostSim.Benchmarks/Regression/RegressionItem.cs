namespace CostSim.Benchmarks.Regression;

/// <summary>One thing that the check measures.</summary>
/// <param name="Set">The instruction set that it depends on.</param>
/// <param name="Name">Its name within the set.</param>
/// <param name="Calibration">What it is measured against.</param>
/// <param name="Unit">What one unit of its work is.</param>
/// <param name="Units">Units of one call of <paramref name="Work"/>.</param>
/// <param name="Work">The work.</param>
internal sealed record RegressionItem(string Set, string Name, CalibrationKind Calibration, string Unit, int Units, Action Work)
{
    /// <summary>Its name in the baseline and in messages.</summary>
    public string Key => $"{Set}/{Name}";
}
