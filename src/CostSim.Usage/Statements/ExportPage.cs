using System.IO.Hashing;
using System.Runtime.InteropServices;
using CostSim.Batches;
using CostSim.Usage.Reading;
using CostSim.Usage.Records;

namespace CostSim.Usage.Statements;

/// <summary>Reads pages of exports, and lists of batches, on one thread at a time.</summary>
internal sealed class ExportPage
{
    private readonly TokenCounts _counts = new(most: 1_000_000_000_000_000);
    private readonly ModelNames _models = new();

    /// <summary>Whose page it is and what of, by its first result; null where it has none.</summary>
    /// <param name="data">The list of a page.</param>
    /// <param name="isPage">Whether it is a page at all.</param>
    public static Source? SourceOf(JsonSlice data, out bool isPage)
    {
        isPage = true;
        foreach (var bucket in data.Elements)
        {
            if (BatchObject.IsOne(bucket["object"u8], bucket["type"u8]))
                return BatchObject.SourceOf(bucket["type"u8], bucket["created_at"u8]);
            var results = bucket["results"u8];
            isPage &= results.IsArray;
            foreach (var result in results.Elements)
            {
                var source = SourceOf(result);
                isPage &= source is not null;
                return source;
            }
        }

        return null;
    }

    /// <summary>Reads a page of a usage or a cost export.</summary>
    /// <param name="file">What messages call its file.</param>
    /// <param name="number">Its line.</param>
    /// <param name="line">The line.</param>
    /// <param name="data">The list of the page.</param>
    /// <param name="source">Whose it is, and what.</param>
    /// <param name="isOdd">Whether tokens of it cannot be, and are left out.</param>
    public List<FoundStatement> Read(string file, long number, ReadOnlySpan<byte> line, JsonSlice data, Source source, out bool isOdd)
    {
        var statements = new List<FoundStatement>();
        isOdd = false;
        foreach (var bucket in data.Elements)
        {
            if (Moment(bucket, "start_time"u8, "starting_at"u8) is not { } from
                || Moment(bucket, "end_time"u8, "ending_at"u8) is not { } to)
                throw new LineFault("a bucket of an export begins and ends at a moment", JsonSlice.OffsetOf(line, bucket));
            foreach (var result in bucket["results"u8].Elements)
            {
                if (SourceOf(result) != source)
                    throw new LineFault("a page of an export has results of one kind", JsonSlice.OffsetOf(line, result));
                Statement? statement = source.Kind == SourceKind.Costs
                    ? Cost(new(file, number, source.Provider, from, to, 0, ""), line, result)
                    : Usage(new(file, number, source.Provider, from, to, default), line, result);
                isOdd |= statement is null;
                if (statement is not null)
                    statements.Add(new FoundStatement(statement, HashOf(from, to, result)));
            }
        }

        return statements;
    }

    private static Source? SourceOf(JsonSlice result)
    {
        var thing = result["object"u8];
        return thing.Is("organization.costs.result"u8) ? new(Provider.OpenAi, SourceKind.Costs)
            : thing.IsString && thing.Text.StartsWith("organization.usage."u8) ? new(Provider.OpenAi, SourceKind.Usage)
            : thing.Exists ? null
            : result["amount"u8].Exists ? new(Provider.Anthropic, SourceKind.Costs)
            : result["uncached_input_tokens"u8].Exists ? new(Provider.Anthropic, SourceKind.Usage)
            : null;
    }

    private CostStatement Cost(CostStatement statement, ReadOnlySpan<byte> line, JsonSlice result)
    {
        var amount = result["amount"u8];
        // OpenAI writes a number of dollars with its currency, Anthropic cents as a text.
        var value = amount.IsObject ? amount["value"u8] : amount;
        var currency = amount.IsObject ? amount["currency"u8] : result["currency"u8];
        return statement with
        {
            Amount = Money.Read(line, value, isCents: !amount.IsObject),
            Currency = Money.Currency(line, currency),
            Model = _models.Read(line, result["model"u8]),
            Tier = Word.Of(line, result["service_tier"u8]),
            Item = Word.Of(line, result["line_item"u8]) ?? Word.Of(line, result["description"u8]),
        };
    }

    /// <summary>The tokens of a result; null where they cannot be.</summary>
    private UsageStatement? Usage(UsageStatement statement, ReadOnlySpan<byte> line, JsonSlice result)
    {
        _counts.Clear();
        _counts.Add(result);
        if (!_counts.HasInput || !_counts.IsSound)
            return null;
        var batch = result["batch"u8];
        var tier = result["service_tier"u8];
        return statement with
        {
            Tokens = _counts.Tokens,
            Tools = new ToolCalls(_counts.WebSearches, 0, 0),
            Model = _models.Read(line, result["model"u8]),
            IsBatch = batch.IsThere ? batch.IsTrue : tier.IsString ? tier.Is("batch"u8) : null,
            Requests = result["num_model_requests"u8].Number,
        };
    }

    private static UInt128 HashOf(DateTimeOffset from, DateTimeOffset to, JsonSlice result)
    {
        ReadOnlySpan<UInt128> parts = [(UInt128)from.UtcTicks, (UInt128)to.UtcTicks, XxHash128.HashToUInt128(result.Bytes)];
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(parts));
    }

    private static DateTimeOffset? Moment(JsonSlice bucket, ReadOnlySpan<byte> openAi, ReadOnlySpan<byte> anthropic) =>
        bucket[openAi].Time ?? bucket[anthropic].Time;
}
