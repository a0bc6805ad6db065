using CostSim.Batches;
using CostSim.Requests.Counting;

namespace CostSim.Requests.Shapes;

/// <summary>
/// Reads messages and their parts. Providers name the same things alike or differently, never different things alike, so one reader knows
/// them all.
/// </summary>
internal static class MessageReader
{
    /// <summary>Adds a list of messages, or one text.</summary>
    public static void Add(JsonSlice messages, RequestBody body, Prompt prompt)
    {
        if (messages.IsString)
        {
            prompt.Add(PieceKind.Message, "user"u8);
            prompt.Add(PieceKind.Text, messages.Text);
            return;
        }

        if (messages.IsObject)
            AddMessage(messages, body, prompt);
        foreach (var message in messages.Elements)
            AddMessage(message, body, prompt);
    }

    /// <summary>Adds what a message says: a text, or parts.</summary>
    public static void AddContent(JsonSlice content, RequestBody body, Prompt prompt)
    {
        if (content.IsArray)
        {
            var parts = 0;
            foreach (var part in content.Elements)
            {
                AddPart(part, body, prompt);
                parts++;
            }

            body.HasParts |= parts > 1;
        }
        else if (content.IsThere)
        {
            AddPart(content, body, prompt);
        }
    }

    private static void AddMessage(JsonSlice message, RequestBody body, Prompt prompt)
    {
        if (!message.IsObject)
        {
            AddContent(message, body, prompt);
            return;
        }

        JsonSlice role = default, content = default, parts = default, name = default, calls = default;
        foreach (var property in message.Properties)
        {
            if (property.Is("role"u8))
                role = property.Value;
            else if (property.Is("content"u8))
                content = property.Value;
            else if (property.Is("parts"u8))
                parts = property.Value;
            else if (property.Is("name"u8))
                name = property.Value;
            else if (property.Is("tool_calls"u8) || property.Is("function_call"u8))
                calls = property.Value;
        }

        var said = content.IsThere ? content : parts;
        if (!said.IsThere && !calls.IsThere)
        {
            // An item of the Responses API that is no message, such as a call of a function and its output.
            AddJson(message, body, prompt);
            return;
        }

        prompt.Add(PieceKind.Message, role.IsString ? role.Text : "user"u8);
        if (name.IsString)
            prompt.Add(PieceKind.Name, name.Text);
        AddContent(said, body, prompt);
        if (calls.IsThere)
            AddJson(calls, body, prompt);
    }

    private static void AddPart(JsonSlice part, RequestBody body, Prompt prompt)
    {
        if (part.IsString)
        {
            prompt.Add(PieceKind.Text, part.Text);
            return;
        }

        foreach (var property in part.Properties)
        {
            switch (KindOf(property))
            {
                case PartKey.Text when property.Value.IsString:
                    prompt.Add(PieceKind.Text, property.Value.Text);
                    return;
                case PartKey.Result:
                    body.HasJson = true;
                    AddContent(property.Value.IsObject ? property.Value["content"u8] : property.Value, body, prompt);
                    return;
                case PartKey.Json:
                    AddJson(property.Value, body, prompt);
                    return;
                case PartKey.Nothing:
                    return;
                case PartKey.Media:
                    body.Leave(MediaOf(property.Value), part, prompt);
                    return;
            }
        }

        AddTyped(part, body, prompt);
    }

    /// <summary>A part that says its kind in `type`, and has no text of its own.</summary>
    private static void AddTyped(JsonSlice part, RequestBody body, Prompt prompt)
    {
        var type = part["type"u8];
        if (type.Is("tool_use"u8) || type.Is("function_call"u8))
            AddJson(part, body, prompt);
        else
            body.Leave(Holds(type, "image"u8) || part["image"u8].IsThere ? UncountedPart.Image
                : Holds(type, "audio"u8) || part["audio"u8].IsThere ? UncountedPart.Audio
                : Holds(type, "video"u8) || part["video"u8].IsThere ? UncountedPart.Video
                : Holds(type, "file"u8) || Holds(type, "document"u8) || part["document"u8].IsThere ? UncountedPart.File
                : UncountedPart.Other, part, prompt);
    }

    private static PartKey KindOf(JsonSlice.Property key) =>
        key.Is("text"u8) || key.Is("thinking"u8) || key.Is("refusal"u8) ? PartKey.Text
        : key.Is("toolResult"u8) || key.Is("content"u8) && !key.Value.IsObject ? PartKey.Result
        : key.Is("toolUse"u8) || key.Is("functionCall"u8) || key.Is("function_call"u8)
            || key.Is("functionResponse"u8) || key.Is("function_response"u8) || key.Is("json"u8)
            ? PartKey.Json
        : key.Is("cachePoint"u8) ? PartKey.Nothing
        : key.Is("inlineData"u8) || key.Is("inline_data"u8) || key.Is("fileData"u8)
            || key.Is("file_data"u8) && key.Value.IsObject ? PartKey.Media
        : PartKey.Unknown;

    private static UncountedPart MediaOf(JsonSlice data)
    {
        var type = data["mimeType"u8] is { IsThere: true } camel ? camel : data["mime_type"u8];
        return Holds(type, "image/"u8) ? UncountedPart.Image
            : Holds(type, "audio/"u8) ? UncountedPart.Audio
            : Holds(type, "video/"u8) ? UncountedPart.Video
            : UncountedPart.File;
    }

    private static bool Holds(JsonSlice text, ReadOnlySpan<byte> word) => text.IsString && text.Text.IndexOf(word) >= 0;

    private static void AddJson(JsonSlice value, RequestBody body, Prompt prompt)
    {
        body.HasJson = true;
        prompt.Add(PieceKind.Json, value.Bytes);
    }

    /// <summary>What a key of a part tells of it.</summary>
    private enum PartKey
    {
        Unknown,
        Text,

        /// <summary>What a tool gave back.</summary>
        Result,

        /// <summary>A call of a tool, or data.</summary>
        Json,

        /// <summary>Data of a type, or a file of one.</summary>
        Media,

        /// <summary>A mark without tokens.</summary>
        Nothing,
    }
}
