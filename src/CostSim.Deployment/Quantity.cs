using System.Text.RegularExpressions;

namespace CostSim.Deployment;

/// <summary>An amount of processors, bytes and their like as a cluster writes it: <c>2</c>, <c>500m</c>, <c>1.5</c>, <c>2Gi</c>.</summary>
public static partial class Quantity
{
    /// <summary>Whether a text is a positive quantity.</summary>
    public static bool IsOne(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"^(?=.*[1-9])[0-9]{1,12}(\.[0-9]{1,3})?(m|k|[MGTP]|[KMGTP]i)?\z")]
    private static partial Regex Form();
}
