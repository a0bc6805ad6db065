using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CostSim.Output.Jobs;
using CostSim.Output.Shards;

namespace CostSim.Output.Documents;

/// <summary>The JSON of what this program writes to read it again itself: heads of shards, and jobs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ShardHead))]
[JsonSerializable(typeof(JobDocument))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>A document on one line, without the line's end.</summary>
    public static byte[] Bytes<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);
}
