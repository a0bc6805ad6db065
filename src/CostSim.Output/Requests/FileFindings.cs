using CostSim.Batches;
using CostSim.Output.Summaries;
using CostSim.Requests;

namespace CostSim.Output.Requests;

/// <summary>What a provider would refuse of a file, or its author may not mean.</summary>
internal static class FileFindings
{
    private const int LinesNamed = 3;

    public static IEnumerable<string> Of(FileSummary file)
    {
        if (file is not { Provider: { } provider, Limits: { } limits })
        {
            yield return $"{file.Name}: no requests.";
            yield break;
        }

        var seller = ProviderName.Of(provider);
        if (file.HasTooManyRequests)
            yield return $"{file.Name}: {Figures.Count(file.Requests)} requests; {seller} takes at most "
                + $"{Figures.Count(limits.Requests!.Value)} in a batch ({limits.Source}).";
        if (file.IsTooLarge)
            yield return $"{file.Name}: {TokensReport.Size(file.Bytes)}; {seller} takes at most "
                + $"{Figures.Count(limits.Megabytes!.Value)} MB in a batch ({limits.Source}).";
        if (file.HasTooManyInputs)
            yield return $"{file.Name}: {Figures.Count(file.Inputs)} texts of embeddings; {seller} takes at most "
                + $"{Figures.Count(limits.Inputs!.Value)} in a batch ({limits.Source}).";
        if (file.HasSeveralModels)
            yield return $"{file.Name}: {file.Groups} models or endpoints; {seller} takes one of each in a batch.";
        if (file.RepeatedIds > 0)
            yield return $"{file.Name}: {Nouns.Counted("request", file.RepeatedIds)} with a custom id that an earlier one has.";
        if (file.WithoutId > 0 && provider != Provider.Vertex)
            yield return $"{file.Name}: {Nouns.Counted("request", file.WithoutId)} without a custom id.";
        if (file.LinesTooLong is { Count: > 0 } lines)
            yield return $"{file.Name}: {Nouns.Counted("line", lines.Count)} too long to be read, and not counted: "
                + $"{string.Join(", ", lines.Take(LinesNamed).Select(line => $"line {Figures.Count(line)}"))}"
                + $"{(lines.Count > LinesNamed ? " …" : "")}.";
    }
}
