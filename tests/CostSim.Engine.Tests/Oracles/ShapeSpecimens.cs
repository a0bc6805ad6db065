using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Every shape of the language, as a scenario writes it and where it can stand.</summary>
internal static class ShapeSpecimens
{
    /// <summary>An amount of each shape, without its level.</summary>
    private static readonly Dictionary<Type, string> Written = new()
    {
        [typeof(UniformShape)] = """ "range": [2, 20] """,
        [typeof(TriangularShape)] = """ "triangular": [2, 3, 20] """,
        [typeof(PertShape)] = """ "pert": [2, 3, 20], "lambda": 3 """,
        [typeof(LogUniformShape)] = """ "logUniform": [0.5, 40] """,
        [typeof(LognormalIntervalShape)] = """ "80%": [4, 12] """,
        [typeof(LognormalMomentsShape)] = """ "lognormal": { "mean": 7, "sd": 4 } """,
        [typeof(LognormalPercentilesShape)] = """ "lognormal": { "p10": 3, "p75": 9 } """,
        [typeof(NormalShape)] = """ "normal": { "mean": 9, "sd": 2 }, "clip": [0, 30] """,
        [typeof(PercentilesShape)] = """ "percentiles": { "min": 0, "p10": 4, "p50": 9, "p90": 25, "max": 80 } """,
        [typeof(BetaFromShape)] = """ "betaFrom": { "k": 3, "n": 20 } """,
        [typeof(EmpiricalShape)] = """ "values": [3, 3, 5, 8, 8.5, 9, 21] """,
        [typeof(DiscreteShape)] = """ "discrete": [[0, 0.3], [4, 0.6], [30, 0.1]] """,
        [typeof(MixtureShape)] = """ "mixture": [[[2, 4], 0.7], [{ "triangular": [6, 7, 20] }, 0.2], [30, 0.1]] """,
        [typeof(TruncatedShape)] = """ "lognormal": { "mean": 7, "sd": 5 }, "truncate": [4, 16] """,
        [typeof(ClippedShape)] = """ "lognormal": { "mean": 7, "sd": 5 }, "clip": [4, 16] """,
    };

    /// <summary>Every shape that there is, whether or not a specimen of it is here.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(Shape).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Shape)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Levels and divisions over them; the last leaves nothing for the run.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        "\"level\": \"run\"", "\"level\": \"item\"", "\"level\": \"call\"",
        "\"spread\": { \"item\": 0.4 }", "\"spread\": { \"call\": 0.5 }",
        "\"spread\": { \"item\": 0.3, \"call\": 0.3 }", "\"spread\": { \"item\": 0.6, \"call\": 0.4 }",
    ];

    public static bool IsSplit(string place) => place.Contains("spread", StringComparison.Ordinal);

    public static string Of(string type) => Written.TryGetValue(Types.Single(known => known.Name == type), out var written)
        ? written
        : throw new NotSupportedException($"{type} has no text in {nameof(ShapeSpecimens)}: add how a scenario writes it");

    /// <summary>Specimens that are of no shape.</summary>
    public static IEnumerable<Type> Strangers => Written.Keys.Except(Types);
}
