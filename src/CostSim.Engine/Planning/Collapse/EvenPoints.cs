namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Points that fill a unit cube evenly, whatever their number: multiples of powers of the number g with g^(d + 1) = g + 1, d the number of
/// dimensions (the golden ratio in one), without their whole parts.
/// </summary>
internal static class EvenPoints
{
    /// <summary>A coordinate of a point, in (0, 1).</summary>
    public static double At(int point, int dimension, int dimensions)
    {
        var root = 1.5;
        for (var i = 0; i < 64; i++)
            root = Math.Pow(1 + root, 1.0 / (dimensions + 1));
        var place = 0.5 + (point + 1) * Math.Pow(root, -dimension - 1);
        return place - Math.Floor(place);
    }
}
