using CostSim.Batches;

namespace CostSim.Usage;

/// <summary>Names of sources for people.</summary>
public static class SourceName
{
    public static string Of(Source source) => $"{Of(source.Kind)} of {ProviderName.Of(source.Provider)}";

    private static string Of(SourceKind kind) => kind switch
    {
        SourceKind.Results => "results",
        SourceKind.Batches => "batch objects",
        SourceKind.Usage => "a usage export",
        SourceKind.Costs => "a cost export",
        _ => "requests",
    };
}
