namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Points that fill a unit cube evenly, whatever their number: multiples of powers of the number g with g^(d + 1) = g + 1, d the number of
/// dimensions (the golden ratio in one), without their whole parts.
/// </summary>
internal sealed class EvenPoints
{
    private readonly double[] _steps;

    /// <param name="dimensions">The number of dimensions.</param>
    public EvenPoints(int dimensions)
    {
        var root = 1.5;
        for (var i = 0; i < 64; i++)
            root = Math.Pow(1 + root, 1.0 / (dimensions + 1));
        _steps = [.. Enumerable.Range(0, dimensions).Select(dimension => Math.Pow(root, -dimension - 1))];
    }

    /// <summary>A coordinate of a point, in (0, 1).</summary>
    public double At(int point, int dimension)
    {
        var place = 0.5 + (point + 1) * _steps[dimension];
        return place - Math.Floor(place);
    }
}
