using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CostSim.Output.Files;

namespace CostSim.Output.Documents;

/// <summary>
/// Writes the documents for programs as JSON. Optional values are null in the record and omitted; properties that are always present say
/// so, and infinite numbers are null.
/// </summary>
/// <remarks>Only code that writes is generated: descriptions of types would be built at the start of every run.</remarks>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SummaryDocument))]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(CompareDocument))]
[JsonSerializable(typeof(BaselineDocument))]
[JsonSerializable(typeof(LeversDocument))]
[JsonSerializable(typeof(ExplainDocument))]
[JsonSerializable(typeof(IReadOnlyList<ValidateDocument>))]
[JsonSerializable(typeof(TokensDocument))]
[JsonSerializable(typeof(ReconcileDocument))]
[JsonSerializable(typeof(CalibrateDocument))]
[JsonSerializable(typeof(ForecastDocument))]
public sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Texts are not escaped for HTML: documents are not embedded in pages.</summary>
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Writes a document, indented, with a line break at its end.</summary>
    public static void Write<T>(Stream stream, T document)
    {
        using (var json = new Utf8JsonWriter(stream, Indented))
            JsonSerializer.Serialize(json, document, TypeInfo<T>());
        stream.Write("\n"u8);
    }

    /// <summary>The same for a document whose last property is its own sum (<see cref="JsonSeal"/>).</summary>
    public static void WriteSealed<T>(Stream stream, T document)
    {
        using var bytes = new MemoryStream();
        Write(bytes, document);
        var whole = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        JsonSeal.Close(whole);
        stream.Write(whole);
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => Default.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new ArgumentException($"{typeof(T).Name} is not a document of {nameof(ResultJson)}: name it there", nameof(T));
}
