using CostSim.Batches;
using CostSim.Output.Summaries;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Output.Requests.Scenarios;

/// <summary>A kind of requests, one model and endpoint, as it stands in a scenario.</summary>
/// <param name="Group">Its requests.</param>
/// <param name="Id">The id of its phase.</param>
/// <param name="Model">Its model, by the name that a scenario has for it.</param>
/// <param name="Price">What its tokens cost: the batch price where there is one.</param>
/// <param name="Facts">What is known of its model.</param>
internal sealed record RequestKind(GroupSummary Group, string Id, string Model, Price Price, ModelFacts? Facts)
{
    private const int IdLettersMax = 56;

    public long Requests => Group.Requests;

    /// <summary>The cap on the output of a request, all its answers together: the greatest; null where some have none.</summary>
    public long? Cap => !Group.IsUnlimited && Group.OutputCaps is { Max: <= Unknowns.CapMax and var cap } ? cap : null;

    /// <summary>The most output tokens that a scenario assumes.</summary>
    public long OutputMax => Cap ?? Math.Min(Unknowns.OutputTokensMax, Facts?.MaxOutputTokens ?? long.MaxValue);

    /// <summary>The name of the factor by which its counted tokens are taken times; null where counts are exact.</summary>
    public string? Scale => !Group.Counting.IsPublished ? $"tokens-of-{Letters(Group.Counting.Family.ToLowerInvariant())}"
        : Group.IsExact ? null : "overhead";

    /// <summary>
    /// The shared beginning, if a cache would keep it: the model has one, by itself or where requests mark it, at a known price, and the
    /// beginning is surely long enough.
    /// </summary>
    public long? CachedBeginning => Group.SharedPrefix is > 0 && WhyNotCached is null ? Group.SharedPrefix : null;

    /// <summary>Why the shared beginning is not taken for cached; null where it is, or there is none.</summary>
    public string? WhyNotCached => Group.SharedPrefix is not { } tokens || tokens == 0 ? null
        : Facts?.Caching is null or Caching.None ? $"no cache of {Model} is known"
        : Facts.Caching == Caching.Explicit && Group.WithCacheMarks < Group.Requests
            ? $"{Model} caches what requests mark, and {(Group.WithCacheMarks == 0 ? "none" : "not every one")} of them marks it"
        : Price.CachedInputPicoUsd is null ? $"no {Price.Tier} price of a cache of {Model} is known"
        : tokens * Group.Counting.FactorMin < (Facts.LeastCacheableTokens ?? 0)
            ? FormattableString.Invariant($"{Model} caches nothing shorter than {Facts.LeastCacheableTokens:#,##0} tokens")
        : Price.LongContext is { CachedInputPicoUsd: null } longer
            && Group.Lengths.Max * Group.Counting.FactorMax > longer.AboveInputTokens
            ? $"no price of a cache of {Model} is known for the longest of them"
        : null;

    /// <summary>The kinds of a summary, or what is in the way of it.</summary>
    public static (IReadOnlyList<RequestKind> Kinds, string? Obstacle) Of(RequestSummary summary, PriceCatalogue catalogue)
    {
        var prices = catalogue.On(catalogue.Day);
        var kinds = new List<RequestKind>();
        foreach (var group in summary.Groups)
        {
            if (group.Model is not { } model)
                return ([], $"requests of {ProviderName.Of(group.Provider)} name no model: say which with --model MODEL");
            var known = InputBill.PricesOf(group, prices);
            if (known.Count == 0)
                return ([], WithoutPrice(model, catalogue));
            var price = known.FirstOrDefault(one => one.Tier == Tier.Batch) ?? known.FirstOrDefault(one => one.Tier == Tier.Standard)
                ?? known[0];
            var isPlain = catalogue.RowsOf(model).Select(row => row.Provider).Distinct().Count() == 1;
            kinds.Add(new RequestKind(
                group, IdOf(group, kinds, isOnly: summary.Groups.Count == 1), isPlain ? model : $"{price.Provider}/{price.Model}", price,
                catalogue.FactsOf(price.Provider, price.Model)));
        }

        return (kinds, null);
    }

    private static string WithoutPrice(string model, PriceCatalogue catalogue) => catalogue.RowsOf(model).Count > 0
        ? $"no price of '{model}' is known for {Figures.Day(catalogue.Day)}: 'costsim prices show {model}' lists the days that have one; "
            + "name one with --prices-on"
        : $"no price of '{model}' is known{(catalogue.Nearest(model) is { } near ? $" (did you mean '{near}'?)" : "")}: say which model "
            + $"it is with --model {model}=MODEL, or give its price with --prices FILE";

    private static string IdOf(GroupSummary group, List<RequestKind> others, bool isOnly)
    {
        var endpoint = EndpointName.Of(group.Endpoint);
        if (isOnly)
            return endpoint;
        var model = Letters(group.Model!);
        var id = $"{model[..Math.Min(model.Length, IdLettersMax - endpoint.Length)]}-{endpoint}";
        return others.Exists(other => other.Id == id) ? $"{id}-{others.Count + 1}" : id;
    }

    /// <summary>A name with a hyphen for whatever an id may not have.</summary>
    private static string Letters(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
}
