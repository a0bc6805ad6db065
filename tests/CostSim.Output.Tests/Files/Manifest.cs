using System.Text;
using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

/// <summary>The least that a manifest says.</summary>
internal static class Manifest
{
    public static void Write(ResultFolder folder)
    {
        var files = string.Join(',', folder.Files.Select(file => $$"""{"name": "{{file.Name}}"}"""));
        folder.Write(ResultFolder.ManifestName,
            stream => stream.Write(Encoding.UTF8.GetBytes($$"""{"program": "costsim 0.0.0", "files": [{{files}}]}""")));
    }
}
