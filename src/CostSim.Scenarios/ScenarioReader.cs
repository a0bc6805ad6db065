using System.Security.Cryptography;
using System.Text;
using CostSim.Scenarios.Reading.Cases;
using CostSim.Scenarios.Reading.Shapes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios;

/// <summary>
/// Reads scenarios: JSON text, and the changes of the command line, to a <see cref="Scenario"/> or to what is wrong with it.
/// </summary>
/// <remarks>
/// Every finding is a <see cref="Diagnostic"/>; no text, and nothing about the file, makes it throw. A text of at most 4 MB, 64 deep,
/// is read; anything larger is refused unread.
/// </remarks>
public static class ScenarioReader
{
    /// <summary>The most bytes that are read.</summary>
    public const int BytesMax = ScenarioFile.MaxBytes;

    /// <summary>Reads a scenario file. That it is missing, a folder or too large is a finding too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changes">What the command line changes.</param>
    /// <param name="prices">What tokens cost.</param>
    public static ScenarioReading ReadFile(string path, ScenarioChanges changes, PriceCatalogue prices)
    {
        var findings = new Findings();
        return ScenarioFile.Read(path, findings) is { } bytes
            ? Read(path, bytes, changes, prices, new DataFolder(Path.GetDirectoryName(Path.GetFullPath(path))))
            : new ScenarioReading(null, findings.InTextOrder());
    }

    /// <summary>Reads a scenario from its text.</summary>
    /// <param name="source">What diagnostics call the text: a file name.</param>
    /// <param name="utf8">The text, in UTF-8, with or without a byte order mark.</param>
    /// <param name="changes">What the command line changes.</param>
    /// <param name="prices">What tokens cost.</param>
    /// <param name="folder">Where files of numbers that it names are, or null for nowhere.</param>
    public static ScenarioReading Read(
        string source, ReadOnlySpan<byte> utf8, ScenarioChanges changes, PriceCatalogue prices, string? folder = null) =>
        Read(source, utf8, changes, prices, new DataFolder(folder));

    private static ScenarioReading Read(
        string source, ReadOnlySpan<byte> utf8, ScenarioChanges changes, PriceCatalogue prices, DataFolder data)
    {
        var findings = new Findings();
        var cases = ScenarioText.IsReadable(source, ref utf8, out var hashed, findings)
            && new TreeReader(source, 0, 1, findings).Read(utf8) is { } root
                ? Bind(root, SHA256.HashData(hashed), changes, prices, data, findings)
                : [];
        if (findings.HasErrors)
            cases = [];
        return new ScenarioReading(cases is [var first, ..] ? first : null, findings.InTextOrder())
        {
            Cases = cases,
            DataFiles = [.. data.Opened.Select(file => file.Name)],
        };
    }

    private static IReadOnlyList<Scenario> Bind(
        ScenarioNode root, byte[] textHash, ScenarioChanges changes, PriceCatalogue prices, DataFolder data, Findings findings)
    {
        if (root.Kind != NodeKind.Object)
        {
            findings.Error(root.Spot, "", $"{root.Shown} is no scenario", "A scenario is an object: { \"name\": …, \"phases\": [ … ] }");
            return [];
        }

        var book = new ChangeBook(findings);
        book.Apply(root, changes);
        return new CaseBinder(findings, prices, book, data).Bind(root, () => Hash(textHash, book.Canonical, data));
    }

    // Without changes and data the hash is that of the file, as every tool prints it.
    private static string Hash(byte[] textHash, string changes, DataFolder data)
    {
        var hash = Convert.ToHexStringLower(textHash);
        if (changes.Length > 0)
            hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash}\n{changes}")));
        var files = string.Join('\n', data.Opened.Select(file => $"{file.Hash}  {file.Name}"));
        return files.Length == 0 ? hash : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash}\n{files}")));
    }
}
