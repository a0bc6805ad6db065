using System.Buffers;
using System.IO.Hashing;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace CostSim.Requests.Counting;

/// <summary>Counts the tokens of texts in one encoding, on one thread.</summary>
internal sealed class TextCounter(TokenEncoding encoding)
{
    /// <summary>Bytes from which hashing a text is cheaper than counting it.</summary>
    private const int WorthHashing = 48;

    private readonly TiktokenTokenizer _tokenizer = encoding.NewTokenizer();
    private readonly WordCounts _words = new();
    private readonly RepeatedTexts _texts = new();

    /// <summary>The tokens of a text in JSON, as it stands between its quotes.</summary>
    public int CountEscaped(ReadOnlySpan<byte> utf8) => CountOnce(utf8, isEscaped: true);

    /// <summary>The tokens of a text in UTF-8 as it is.</summary>
    public int CountPlain(ReadOnlySpan<byte> utf8) => CountOnce(utf8, isEscaped: false);

    /// <summary>
    /// The tokens that every text that begins with this one begins with: those of its words but the last, which may go on.
    /// </summary>
    public int CountBeginning(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        using var characters = new Characters(WholeRunes(utf8), isEscaped);
        var (tokens, last) = (0, 0);
        for (var start = 0; start < characters.Text.Length;)
        {
            var end = encoding.Words.End(characters.Text, start);
            tokens += last;
            last = Word(characters.Text[start..end]);
            start = end;
        }

        return tokens;
    }

    public int Count(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = encoding.Words.End(text, start);
            tokens += Word(text[start..end]);
            start = end;
        }

        return tokens;
    }

    private int CountOnce(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        if (utf8.Length < WorthHashing)
            return Count(utf8, isEscaped);
        var hash = XxHash128.HashToUInt128(utf8, isEscaped ? 1 : 0);
        if (_texts.TryGet(hash, out var tokens))
            return tokens;
        tokens = Count(utf8, isEscaped);
        _texts.Set(hash, tokens);
        return tokens;
    }

    private int Count(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        using var characters = new Characters(utf8, isEscaped);
        return Count(characters.Text);
    }

    private int Word(ReadOnlySpan<char> word)
    {
        var key = WordCounts.Key(word);
        if (word.Length >= LongWords.LettersMin)
            return encoding.LongWords.Count(word);
        if (key == 0)
            return _tokenizer.CountTokens(word, considerPreTokenization: false, considerNormalization: false);
        if (_words.TryGet(key, out var tokens))
            return tokens;
        tokens = _tokenizer.CountTokens(word, considerPreTokenization: false, considerNormalization: false);
        _words.Set(key, tokens);
        return tokens;
    }

    /// <summary>A text without the bytes at its end that are only the beginning of a character.</summary>
    private static ReadOnlySpan<byte> WholeRunes(ReadOnlySpan<byte> utf8) =>
        Rune.DecodeLastFromUtf8(utf8, out _, out var length) == OperationStatus.Done ? utf8 : utf8[..^length];

    /// <summary>The characters of a text, in a pooled array.</summary>
    private readonly ref struct Characters
    {
        private readonly char[] _pooled;

        public Characters(ReadOnlySpan<byte> utf8, bool isEscaped)
        {
            _pooled = ArrayPool<char>.Shared.Rent(utf8.Length);
            Text = _pooled.AsSpan(0, isEscaped ? JsonText.Read(utf8, _pooled) : Encoding.UTF8.GetChars(utf8, _pooled));
        }

        public ReadOnlySpan<char> Text { get; }

        public void Dispose() => ArrayPool<char>.Shared.Return(_pooled);
    }
}
