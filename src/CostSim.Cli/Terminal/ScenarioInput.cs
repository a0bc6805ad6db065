using CostSim.Scenarios;

namespace CostSim.Cli.Terminal;

/// <summary>
/// Scenarios as commands name them: a file, or <c>-</c> for the standard input, which is read only once.
/// </summary>
internal static class ScenarioInput
{
    /// <summary>Names the standard input.</summary>
    public const string Dash = "-";

    private static readonly Lazy<byte[]> StandardInput = new(ReadStandardInput);

    /// <summary>Its name in messages.</summary>
    public static string Called(string file) => file == Dash ? "standard input" : file;

    /// <summary>The name for a result's folder and in comparisons: that of the file, or of the scenario if there is no file.</summary>
    public static string NameOf(string file, Scenario scenario) =>
        file == Dash ? FileName(scenario.Name) : Path.GetFileNameWithoutExtension(file);

    public static ScenarioReading Read(string file, ScenarioChanges changes, PriceCatalogue prices) => file == Dash
        ? ScenarioReader.Read(Called(file), StandardInput.Value, changes, prices, Environment.CurrentDirectory)
        : ScenarioReader.ReadFile(file, changes, prices);

    /// <summary>The text itself.</summary>
    /// <exception cref="IOException">It cannot be read any more.</exception>
    public static byte[] Bytes(string file) => file == Dash ? StandardInput.Value : File.ReadAllBytes(file);

    /// <summary>The folder whose data files it may name.</summary>
    public static string? FolderOf(string file) =>
        file == Dash ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(file));

    /// <summary>One byte over the limit is enough to reject it.</summary>
    private static byte[] ReadStandardInput()
    {
        using var input = Console.OpenStandardInput();
        var bytes = new byte[ScenarioReader.BytesMax + 1];
        return bytes[..input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static string FileName(string name)
    {
        var words = new string([.. name.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' ? letter : ' ')]).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', words).Trim('.') is { Length: > 0 } sound ? sound : "scenario";
    }
}
