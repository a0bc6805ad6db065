using System.Text;
using System.Text.Json;

namespace CostSim.Batches;

/// <summary>A value of JSON within a line: its bytes, none of which is copied. Only what a shape asks for is looked at.</summary>
internal readonly ref struct JsonSlice(ReadOnlySpan<byte> bytes)
{
    /// <summary>The end of the year 9999.</summary>
    private const long SecondsMax = 253_402_300_799;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The bytes as they stand in the line; empty where there is no value.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Whether there is a value other than null.</summary>
    public bool IsThere => Bytes.Length > 0 && Bytes[0] != (byte)'n';

    /// <summary>Whether there is a value, be it null.</summary>
    public bool Exists => Bytes.Length > 0;

    public bool IsString => Begins('"');

    public bool IsObject => Begins('{');

    public bool IsArray => Begins('[');

    public bool IsTrue => Begins('t');

    /// <summary>What stands between the quotes of a text.</summary>
    public ReadOnlySpan<byte> Text => Bytes[1..^1];

    /// <summary>The properties of an object; none of anything else.</summary>
    public PropertyEnumerator Properties => new(IsObject ? Bytes : "{}"u8);

    /// <summary>The elements of a list; none of anything else.</summary>
    public ElementEnumerator Elements => new(IsArray ? Bytes : "[]"u8);

    /// <summary>A property of an object; of several with this name the last; no value where there is none.</summary>
    public JsonSlice this[ReadOnlySpan<byte> name]
    {
        get
        {
            var found = default(JsonSlice);
            foreach (var property in Properties)
            {
                if (property.Is(name))
                    found = property.Value;
            }

            return found;
        }
    }

    /// <summary>Whether this is a certain text.</summary>
    public bool Is(ReadOnlySpan<byte> text) => IsString && Text.SequenceEqual(text);

    /// <summary>A whole number from 0, or null for anything else.</summary>
    public long? Number =>
        Bytes.Length > 0 && System.Buffers.Text.Utf8Parser.TryParse(Bytes, out long number, out var used) && used == Bytes.Length
            && number >= 0 ? number : null;

    /// <summary>A moment: seconds since 1970, or a text of ISO 8601; null for anything else.</summary>
    public DateTimeOffset? Time
    {
        get
        {
            if (Number is <= SecondsMax and var seconds)
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            if (!IsString)
                return null;
            var reader = new Utf8JsonReader(Bytes);
            return reader.Read() && reader.TryGetDateTimeOffset(out var time) ? time : null;
        }
    }

    /// <summary>A text without its escapes.</summary>
    /// <param name="line">The line that has it.</param>
    /// <exception cref="LineFault">It has half of a surrogate pair.</exception>
    public string TextIn(ReadOnlySpan<byte> line)
    {
        if (!Text.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(Text);
        try
        {
            var reader = new Utf8JsonReader(Bytes);
            reader.Read();
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new LineFault("this text has half of a surrogate pair", OffsetOf(line, this));
        }
    }

    /// <summary>The bytes of the first value of a text that may have several.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static int LengthOfFirst(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, Options with { AllowMultipleValues = true });
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }

    /// <summary>Where in a line a value of it begins.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> line, JsonSlice value) => line.Overlaps(value.Bytes, out var offset) ? offset : 0;

    private bool Begins(char first) => Bytes.Length > 0 && Bytes[0] == (byte)first;

    /// <summary>A property: its name as it stands in the line, and its value.</summary>
    public readonly ref struct Property(ReadOnlySpan<byte> name, JsonSlice value)
    {
        public ReadOnlySpan<byte> Name { get; } = name;

        public JsonSlice Value { get; } = value;

        public bool Is(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

        /// <summary>The name without its escapes.</summary>
        /// <param name="line">The line that has it.</param>
        /// <exception cref="LineFault">It has half of a surrogate pair.</exception>
        public string NameIn(ReadOnlySpan<byte> line)
        {
            var start = OffsetOf(line, new JsonSlice(Name));
            // With the quotes around it, which a name always has.
            return new JsonSlice(line.Slice(start - 1, Name.Length + 2)).TextIn(line);
        }
    }

    /// <summary>Goes through the properties of an object; throws a <see cref="JsonException"/> where the text is not JSON.</summary>
    public ref struct PropertyEnumerator
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private Utf8JsonReader _reader;

        public PropertyEnumerator(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _reader = new Utf8JsonReader(bytes, Options);
            _reader.Read();
        }

        public Property Current { get; private set; }

        public readonly PropertyEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.EndObject)
            {
                // Nothing may follow.
                _reader.Read();
                return false;
            }

            var name = _reader.ValueSpan;
            _reader.Read();
            var start = (int)_reader.TokenStartIndex;
            _reader.Skip();
            Current = new Property(name, new JsonSlice(_bytes[start..(int)_reader.BytesConsumed]));
            return true;
        }
    }

    /// <summary>Goes through the elements of a list.</summary>
    public ref struct ElementEnumerator
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private Utf8JsonReader _reader;
        private (int Start, int End) _place;

        public ElementEnumerator(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _reader = new Utf8JsonReader(bytes, Options);
            _reader.Read();
        }

        public readonly JsonSlice Current => new(_bytes[_place.Start.._place.End]);

        public readonly ElementEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.EndArray)
                return false;
            var start = (int)_reader.TokenStartIndex;
            _reader.Skip();
            _place = (start, (int)_reader.BytesConsumed);
            return true;
        }
    }
}
