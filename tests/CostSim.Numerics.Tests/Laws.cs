using System.Globalization;
using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tests;

/// <summary>Laws by name and parameters, as tests and the tables of known answers write them.</summary>
internal static class Laws
{
    /// <summary>For example "pert" and "0.8 1 1.5 4".</summary>
    public static IContinuousDistribution Of(string law, string parameters)
    {
        var p = parameters.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return law switch
        {
            "uniform" => new Uniform(p[0], p[1]),
            "triangular" => new Triangular(p[0], p[1], p[2]),
            "pert" => new Pert(p[0], p[1], p[2], p[3]),
            "loguniform" => new LogUniform(p[0], p[1]),
            "lognormal" => new Lognormal(p[0], p[1]),
            _ => throw new ArgumentException($"no law {law}", nameof(law)),
        };
    }
}
