using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Batches;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim tokens --format json</c>.</summary>
[Description("The result of costsim tokens; nothing of a prompt is in it.")]
public sealed record TokensDocument(
    int SchemaVersion,
    long Requests,
    DateOnly PricesOn,
    IReadOnlyList<RequestFileDocument> Files,
    [property: Description("By model and endpoint, in the order in which they came.")] IReadOnlyList<RequestGroupDocument> Groups)
{
    public static TokensDocument Of(RequestSummary summary, PriceSheet prices) => new(
        RequestSummary.SchemaVersion, summary.Requests, prices.Day, [.. summary.Files.Select(RequestFileDocument.Of)],
        [.. summary.Groups.Select(group => RequestGroupDocument.Of(group, prices))]);
}

/// <summary>A file of requests.</summary>
public sealed record RequestFileDocument(
    string File,
    [property: Description("Whose batch it is; absent: it has no requests.")] string? Provider,
    long Requests,
    [property: Description("Decompressed.")] long Bytes,
    [property: Description("Requests whose custom id an earlier one of the file has.")] long RepeatedIds,
    long WithoutId,
    [property: Description("Numbers of lines that were too long to be read, and are not counted.")] IReadOnlyList<long> LinesTooLong,
    [property: Description("The provider's limits that it exceeds: requests, bytes, inputs, models.")] IReadOnlyList<string> Exceeds)
{
    public static RequestFileDocument Of(FileSummary file) => new(
        file.Name, file.Provider is { } provider ? ProviderName.Of(provider) : null, file.Requests, file.Bytes, file.RepeatedIds,
        file.WithoutId, file.LinesTooLong,
        [
            .. file.HasTooManyRequests ? ["requests"] : Array.Empty<string>(), .. file.IsTooLarge ? ["bytes"] : Array.Empty<string>(),
            .. file.HasTooManyInputs ? ["inputs"] : Array.Empty<string>(), .. file.HasSeveralModels ? ["models"] : Array.Empty<string>(),
        ]);
}

/// <summary>The requests of one model and endpoint.</summary>
public sealed record RequestGroupDocument(
    string Provider,
    string Endpoint,
    [property: Description("Absent: the requests name none.")] string? Model,
    long Requests,
    [property: Description("Whether the counts are estimates; false: exact by what the provider has published.")] bool Estimated,
    TokenCountingDocument Counting,
    [property: Description("Of a request; sum: of all.")] InputTokensDocument InputTokens,
    [property: Description("Tokens of the beginning that all requests share; absent for one request, and for embeddings.")]
    double? SharedPrefixTokens,
    [property: Description("Of a request, all its answers together; absent: none has a cap.")] OutputCapDocument? OutputCap,
    long WithoutCap,
    [property: Description("Parts that are not counted.")] IReadOnlyList<UncountedDocument> Uncounted,
    [property: Description("Requests with tools, schemas or calls of tools, which are counted as their JSON.")] long WithJson,
    [property: Description("Requests with messages of several parts.")] long WithParts,
    [property: Description("Requests whose body an earlier one of the group has, byte for byte.")] long RepeatedBodies,
    [property: Description("By tier; none: the model has no price in the catalogue.")] IReadOnlyList<InputBillDocument> Bills)
{
    public static RequestGroupDocument Of(GroupSummary group, PriceSheet prices) => new(
        ProviderName.Of(group.Provider), EndpointName.Of(group.Endpoint), group.Model, group.Requests, !group.IsExact,
        TokenCountingDocument.Of(group.Counting), InputTokensDocument.Of(group),
        group.SharedPrefix is { } prefix ? group.Scaled(prefix) : null,
        group.OutputCaps is { } caps ? new OutputCapDocument(caps.Min, caps.Max) : null, group.WithoutCap,
#pragma warning disable CA1308 // Words of a document, in lower case.
        [.. group.Uncounted.Select(part => new UncountedDocument($"{part.Key}".ToLowerInvariant(), part.Value))],
#pragma warning restore CA1308
        group.WithJson, group.WithParts, group.RepeatedBodies, [.. InputBill.Of(group, prices).Select(InputBillDocument.Of)]);
}

/// <summary>How tokens are counted.</summary>
public sealed record TokenCountingDocument(
    string Encoding,
    [property: Description("Tokens of the model for one of the encoding.")] double Factor,
    double FactorMin,
    double FactorMax,
    [property: Description("Where encoding and factor are from.")] string Basis)
{
    public static TokenCountingDocument Of(ModelTokens counting) =>
        new(counting.Encoding.Name, counting.Factor, counting.FactorMin, counting.FactorMax, counting.Basis);
}

/// <summary>Input tokens of requests.</summary>
public sealed record InputTokensDocument(double Min, double Mean, double P50, double P95, double Max, double Sum)
{
    public static InputTokensDocument Of(GroupSummary group)
    {
        var lengths = group.Lengths;
        return new(
            group.Scaled(lengths.Min), group.Scaled(lengths.Mean), group.Scaled(lengths.Percentile(0.5)),
            group.Scaled(lengths.Percentile(0.95)), group.Scaled(lengths.Max), group.Scaled(lengths.Sum));
    }
}

/// <summary>The least and the greatest cap on output.</summary>
public sealed record OutputCapDocument(long Min, long Max);

/// <summary>Parts that are not counted.</summary>
public sealed record UncountedDocument([property: Description("image, audio, video, file, reference or other.")] string Part, long Count);

/// <summary>What requests will cost in a tier.</summary>
public sealed record InputBillDocument(
    [property: Description("Of the price.")] string Provider,
    string Model,
    string Tier,
    [property: Description("The input, by the best estimate.")] double InputUsd,
    [property: Description("With the fewest input tokens, and no output.")] double LowUsd,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description(
        "With the most input tokens, and all output that is allowed; null: no limit, or parts that are not "
            + "counted.")] double? HighUsd)
{
    public static InputBillDocument Of(InputBill bill) => new(
        bill.Price.Provider, bill.Price.Model, bill.Price.Tier.Name, (double)bill.InputUsd,
        (double)bill.LowUsd, (double?)bill.HighUsd);
}
