using System.Text;
using k8s.Models;

namespace CostSim.Deployment;

/// <summary>The files that a run reads, as an object of the cluster that pods mount as a folder.</summary>
public static class ScenarioConfig
{
    /// <summary>Maximum size in bytes of all files together: a cluster stores no larger object.</summary>
    public const int BytesMax = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static V1ConfigMap Of(V1ObjectMeta metadata, IReadOnlyList<InputFile> files)
    {
        var map = new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = metadata,
        };
        foreach (var (key, file) in Keys(files))
        {
            if (Text(file.Bytes) is { } text)
                (map.Data ??= new Dictionary<string, string>()).Add(key, text);
            else
                (map.BinaryData ??= new Dictionary<string, byte[]>()).Add(key, file.Bytes);
        }

        return map;
    }

    /// <summary>Every key with the path of its file, as a volume takes them.</summary>
    internal static IList<V1KeyToPath> Paths(IReadOnlyList<InputFile> files) =>
        [.. Keys(files).Select(each => new V1KeyToPath { Key = each.Key, Path = each.File.Path })];

    /// <summary>A key has fewer letters than a path, and two paths must not meet in one: the number of the file tells them apart.</summary>
    private static IEnumerable<(string Key, InputFile File)> Keys(IReadOnlyList<InputFile> files) =>
        files.Select((file, i) => ($"{i}-{Letters(file.Path)}", file));

    private static string Letters(string path) =>
        new([.. path.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-')]);

    /// <summary>The text of a file if YAML keeps every letter of it, so that people can read it; else null.</summary>
    /// <remarks>YAML turns all ends of lines into one, and has no letters for controls. JSON from Windows is such a file.</remarks>
    private static string? Text(byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.Any(letter => letter is '\u2028' or '\u2029' || (char.IsControl(letter) && letter is not '\n' and not '\t'))
                ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
