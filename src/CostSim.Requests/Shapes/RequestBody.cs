using System.IO.Hashing;
using System.Text;
using CostSim.Batches;
using CostSim.Requests.Counting;

namespace CostSim.Requests.Shapes;

/// <summary>
/// What a body says, as far as it costs: its prompt goes to a <see cref="Prompt"/>, the rest is kept here. Reused for each request.
/// </summary>
internal sealed class RequestBody
{
    private static readonly byte[][] CapsOfSettings =
        Keys("maxOutputTokens", "max_output_tokens", "maxTokens", "max_new_tokens", "maxTokenCount");

    private static readonly byte[][] SchemasOfSettings = Keys("responseSchema", "responseJsonSchema", "response_schema");

    private static readonly BodyField[] Fields = Enum.GetValues<BodyField>();

    private readonly List<(BodyField Field, int Start, int Length)> _places = [];

    /// <summary>Tokens of output that the request allows, in all its answers; null where it has no cap.</summary>
    public long? OutputCap { get; private set; }

    /// <summary>Parts that have no text, by <see cref="UncountedPart"/>.</summary>
    public int[] Uncounted { get; } = new int[Enum.GetValues<UncountedPart>().Length];

    /// <summary>Texts of an embedding, or of a completion.</summary>
    public int Inputs { get; private set; }

    /// <summary>Whether tools, schemas or calls of tools are counted as their JSON, which is an estimate.</summary>
    public bool HasJson { get; set; }

    /// <summary>Whether a message has several parts, of which the overhead is not published.</summary>
    public bool HasParts { get; set; }

    /// <summary>Whether it marks what the provider is to keep in its cache.</summary>
    public bool HasCacheMarks { get; private set; }

    /// <summary>Finds what a body holds, and tells the model that it names; no value where it names none.</summary>
    public JsonSlice Open(RequestShape shape, JsonSlice body)
    {
        var model = default(JsonSlice);
        _places.Clear();
        foreach (var property in body.Properties)
        {
            if (shape.FieldOf(property.Name) is not { } field || !property.Value.IsThere)
                continue;
            if (field == BodyField.Model)
                model = property.Value;
            else
                _places.Add((field, JsonSlice.OffsetOf(body.Bytes, property.Value), property.Value.Bytes.Length));
        }

        return model;
    }

    /// <summary>Reads an opened body.</summary>
    public void Read(JsonSlice body, Prompt prompt)
    {
        (OutputCap, Inputs, HasJson, HasParts) = (null, 0, false, false);
        Array.Clear(Uncounted);
        prompt.Clear();
        // Within a text of JSON the quotes of a key would have backslashes.
        HasCacheMarks = body.Bytes.IndexOf("\"cache_control\""u8) >= 0 || body.Bytes.IndexOf("\"cachePoint\""u8) >= 0;
        // In the order in which a provider looks for a common beginning, whatever the order of the keys.
        foreach (var field in Fields)
        {
            foreach (var place in _places)
            {
                if (place.Field == field)
                    Add(field, new JsonSlice(body.Bytes.Slice(place.Start, place.Length)), prompt);
            }
        }
    }

    /// <summary>Notes a part that has no text.</summary>
    public void Leave(UncountedPart part, JsonSlice value, Prompt prompt)
    {
        Uncounted[(int)part]++;
        Span<byte> hash = stackalloc byte[16];
        Span<byte> digits = stackalloc byte[32];
        XxHash128.Hash(value.Bytes, hash);
        // Digits, since a hash may have any byte.
        Convert.TryToHexStringLower(hash, digits, out _);
        prompt.Add(PieceKind.Uncounted, digits);
    }

    private void Add(BodyField field, JsonSlice value, Prompt prompt)
    {
        switch (field)
        {
            case BodyField.Tools:
                AddJson(value, prompt);
                break;
            case BodyField.Format:
                AddSchema(value["format"u8] is { IsThere: true } format ? format : value, prompt);
                break;
            case BodyField.Settings:
                AddSettings(value, prompt);
                break;
            case BodyField.Reference:
                Leave(UncountedPart.Reference, value, prompt);
                break;
            case BodyField.System:
                prompt.Add(PieceKind.Message, "system"u8);
                MessageReader.AddContent(value["parts"u8] is { IsThere: true } parts ? parts : value, this, prompt);
                break;
            case BodyField.Messages:
                MessageReader.Add(value, this, prompt);
                break;
            case BodyField.Inputs:
                AddInputs(value, prompt);
                break;
            case BodyField.Cap:
                OutputCap = value.Number ?? OutputCap;
                break;
            case BodyField.Choices:
                OutputCap *= Math.Max(1, value.Number ?? 1);
                break;
        }
    }

    private void AddSettings(JsonSlice settings, Prompt prompt)
    {
        foreach (var name in CapsOfSettings)
            OutputCap = settings[name].Number ?? OutputCap;
        if (settings["candidateCount"u8].Number is > 1 and var candidates)
            OutputCap *= candidates;
        foreach (var name in SchemasOfSettings)
        {
            if (settings[name] is { IsThere: true } schema)
                AddJson(schema, prompt);
        }
    }

    private static byte[][] Keys(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];

    private void AddSchema(JsonSlice format, Prompt prompt)
    {
        if (format["json_schema"u8] is { IsThere: true } named)
            format = named;
        if (format["schema"u8] is { IsThere: true } schema)
            AddJson(schema, prompt);
    }

    private void AddJson(JsonSlice value, Prompt prompt)
    {
        HasJson = true;
        prompt.Add(PieceKind.Json, value.Bytes);
    }

    /// <summary>A text, a list of tokens, or a list of either.</summary>
    private void AddInputs(JsonSlice value, Prompt prompt)
    {
        if (value.IsString)
        {
            Inputs++;
            prompt.Add(PieceKind.Text, value.Text);
            return;
        }

        var isTokens = false;
        foreach (var element in value.Elements)
        {
            if (element.Number is not null)
            {
                isTokens = true;
                break;
            }

            AddInputs(element, prompt);
        }

        if (!isTokens)
            return;
        Inputs++;
        prompt.Add(PieceKind.Tokens, value.Bytes);
    }
}
