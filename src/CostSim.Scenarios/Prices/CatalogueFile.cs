using System.Security.Cryptography;
using System.Text;
using CostSim.Scenarios.Reading;

namespace CostSim.Scenarios;

/// <summary>
/// One file of a catalogue. Those of the program are read when something in them is looked for: most scenarios need one provider's.
/// </summary>
internal sealed class CatalogueFile
{
    private const string Resources = "CostSim.Scenarios.Prices.";

    private readonly byte[]? _text;
    private readonly Lazy<CatalogueContent> _content;

    /// <summary>A file that is read.</summary>
    public CatalogueFile(CatalogueContent content) => (_content, Hash) = (new(content), content.Hash);

    private CatalogueFile(string name, byte[] text)
    {
        (_text, Hash) = (text, Convert.ToHexStringLower(SHA256.HashData(text)));
        _content = new(() => CatalogueReader.Read($"prices/{name}", text) is var reading && reading.Content is { } content
            ? content : throw new InvalidDataException(string.Join('\n', reading.Diagnostics)));
    }

    /// <summary>The files of the program, one a provider, by their names.</summary>
    public static IReadOnlyList<CatalogueFile> BuiltIn
    {
        get
        {
            var assembly = typeof(CatalogueFile).Assembly;
            return
            [
                .. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .Select(name => new CatalogueFile(name[Resources.Length..], Bytes(assembly.GetManifestResourceStream(name)!))),
            ];
        }
    }

    /// <summary>SHA-256 of the file in lower-case hexadecimal, or null where it was not read from one.</summary>
    public string? Hash { get; }

    public CatalogueContent Content => _content.Value;

    /// <summary>Whether the file may have a name, of a model, a provider or a tokenizer; if not, it need not be read.</summary>
    public bool MayName(string name) => _text is null || _text.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{name}\"")) >= 0;

    private static byte[] Bytes(Stream stream)
    {
        using var text = new MemoryStream();
        using (stream)
            stream.CopyTo(text);
        return text.ToArray();
    }
}
