using CostSim.Batches;
using CostSim.Requests;

namespace CostSim.Output.Requests;

/// <summary>What reports call the groups of a summary; estimates say so wherever they are named.</summary>
internal sealed class GroupLabels(RequestSummary summary)
{
    private readonly bool _hasSeveralProviders = summary.Groups.Select(group => group.Provider).Distinct().Count() > 1;

    public string this[GroupSummary group] =>
        $"{group.Model ?? "no model named"}, {EndpointName.Of(group.Endpoint)}"
            + $"{(_hasSeveralProviders ? $", {ProviderName.Of(group.Provider)}" : "")}{(group.IsExact ? "" : " (estimated)")}";
}
