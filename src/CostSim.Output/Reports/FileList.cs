using System.Globalization;
using CostSim.Output.Files;

namespace CostSim.Output.Reports;

/// <summary>Lists the files of a result.</summary>
public static class FileList
{
    /// <param name="folder">The result.</param>
    /// <param name="path">Its folder, as the user named it.</param>
    public static Section Of(ResultFolder folder, string path) => new(
        $"Written to {path}", null,
        [.. folder.Files.Select(
            file => new ReportLine(
                string.Create(CultureInfo.InvariantCulture, $"  {Path.Combine(path, file.Name)}  {Size(file.Bytes)}")))]);

    private static string Size(long bytes) =>
        bytes < 1000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
        : bytes < 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
