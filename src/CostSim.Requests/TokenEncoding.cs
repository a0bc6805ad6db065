using CostSim.Requests.Counting;
using Microsoft.ML.Tokenizers;

namespace CostSim.Requests;

/// <summary>An encoding that its provider has published: how a text becomes tokens.</summary>
/// <remarks>Texts are encoded as plain text: what looks like a special token is not one, as in a request.</remarks>
public sealed class TokenEncoding
{
    /// <summary>The encoding of gpt-4o and everything of OpenAI since.</summary>
    public static readonly TokenEncoding O200kBase = new("o200k_base", "Microsoft.ML.Tokenizers.Data.O200kBase", new O200kWords());

    /// <summary>The encoding of gpt-4, gpt-3.5-turbo and the embeddings.</summary>
    public static readonly TokenEncoding Cl100kBase = new("cl100k_base", "Microsoft.ML.Tokenizers.Data.Cl100kBase", new Cl100kWords());

    private readonly Lazy<LongWords> _longWords;

    private TokenEncoding(string name, string package, WordRule words) =>
        (Name, Words, _longWords) = (name, words, new(() => Counting.LongWords.Read(package, name)));

    /// <summary>Its published name.</summary>
    public string Name { get; }

    internal WordRule Words { get; }

    internal LongWords LongWords => _longWords.Value;

    /// <summary>The number of tokens of a text.</summary>
    public int Count(ReadOnlySpan<char> text) => new TextCounter(this).Count(text);

    /// <summary>A tokenizer with a cache of its own, for one thread: the ranks are shared.</summary>
    internal TiktokenTokenizer NewTokenizer() => TiktokenTokenizer.CreateForEncoding(Name);
}
