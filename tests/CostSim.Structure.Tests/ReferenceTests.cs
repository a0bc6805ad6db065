using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CostSim.Structure.Tests;

public partial class ReferenceTests
{
    /// <summary>What each project may name. Data goes one way; references point the other way and never cross.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["CostSim.Numerics"] = [],
        ["CostSim.Scenarios"] = ["CostSim.Numerics", "CostSim.Parquet"],
        ["CostSim.Parquet"] = [],
        ["CostSim.Drawing"] = [],
        ["CostSim.Deployment"] = [],
        ["CostSim.Engine"] = ["CostSim.Numerics", "CostSim.Scenarios"],
        ["CostSim.Studies"] = ["CostSim.Engine", "CostSim.Usage"],
        ["CostSim.Batches"] = ["CostSim.Scenarios"],
        ["CostSim.Requests"] = ["CostSim.Batches"],
        ["CostSim.Usage"] = ["CostSim.Batches"],
        ["CostSim.Output"] = ["CostSim.Drawing", "CostSim.Parquet", "CostSim.Requests", "CostSim.Studies"],
        ["CostSim.Cli"] = ["CostSim.Deployment", "CostSim.Output", "CostSim.Requests", "CostSim.Studies"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["CostSim.Numerics"] = ["MathNet.Numerics"],
        ["CostSim.Drawing"] = ["ScottPlot", "SkiaSharp"],
        ["CostSim.Deployment"] = ["KubernetesClient"],
        ["CostSim.Parquet"] = ["Parquet.Net", "Snappier", "System.IO.Hashing", "ZstdSharp.Port"],
        ["CostSim.Requests"] =
        [
            "Microsoft.ML.Tokenizers", "Microsoft.ML.Tokenizers.Data.Cl100kBase", "Microsoft.ML.Tokenizers.Data.O200kBase",
            "System.IO.Hashing",
        ],
        ["CostSim.Usage"] = ["System.IO.Hashing"],
        ["CostSim.Cli"] = ["CommandLineParser", "Spectre.Console"],
    };

    [Fact]
    public void Every_project_of_src_is_known_and_references_only_what_lies_below_it()
    {
        var projects = Repository.Files("src", "*.csproj").ToDictionary(path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(Allowed.Keys.Order(), projects.Keys.Order());
        foreach (var (name, path) in projects)
            Assert.Equal(
                Allowed[name], Named(path, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference)).Order());
    }

    [Fact]
    public void Packages_are_named_only_where_they_belong()
    {
        foreach (var path in Repository.Files("src", "*.csproj"))
        {
            var allowed = AllowedPackages.GetValueOrDefault(Path.GetFileNameWithoutExtension(path), []);
            Assert.Equal(allowed, Named(path, "PackageReference").Order());
        }
    }

    [Fact]
    public void A_version_stands_in_one_place()
    {
        foreach (var path in Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")))
            Assert.DoesNotContain(
                XDocument.Load(path).Descendants("PackageReference"), reference => reference.Attribute("Version") is not null);
    }

    /// <summary>Whether a list is a law, the reader asks; how it is drawn is no matter of its.</summary>
    [Fact]
    public void Scenarios_know_of_numerics_the_laws_alone()
    {
        foreach (var path in Repository.Files("src/CostSim.Scenarios", "*.cs"))
            Assert.DoesNotContain(
                File.ReadLines(path),
                line => line.StartsWith("using CostSim.Numerics", StringComparison.Ordinal)
                    && line != "using CostSim.Numerics.Distributions;");
    }

    /// <summary>What is particular to a shape, the shape says: a place that asks which of them it has forgets the next one.</summary>
    [Fact]
    public void No_project_above_the_scenarios_names_a_shape()
    {
        string[] shapes =
        [
            .. Repository.Files("src/CostSim.Scenarios/Amounts", "*.cs")
                .SelectMany(path => ShapeRecord().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value),
        ];
        Assert.Contains("UniformShape", shapes);
        foreach (var path in new[] { "Engine", "Output", "Cli" }.SelectMany(project => Repository.Files($"src/CostSim.{project}", "*.cs")))
            Assert.DoesNotContain(Word().Matches(File.ReadAllText(path)).Select(match => match.Value), word => shapes.Contains(word));
    }

    [Fact]
    public void Instruction_sets_are_named_in_one_folder()
    {
        foreach (var path in Repository.Files("src", "*.cs").Where(
            path => !Repository.Relative(path).StartsWith("src/CostSim.Numerics/Simd/", StringComparison.Ordinal)))
            Assert.False(File.ReadAllText(path).Contains("Runtime.Intrinsics", StringComparison.Ordinal), Repository.Relative(path));
    }

    [Fact]
    public void Only_one_folder_forces_files_to_the_disk()
    {
        foreach (var path in Repository.Files("src", "*.cs").Where(
            path => !Repository.Relative(path).StartsWith("src/CostSim.Output/Files/", StringComparison.Ordinal)))
            Assert.False(File.ReadAllText(path).Contains("flushToDisk", StringComparison.Ordinal), Repository.Relative(path));
    }

    [GeneratedRegex(@"\brecord (\w+Shape)\b")]
    private static partial Regex ShapeRecord();

    [GeneratedRegex(@"\b\w+Shape\b")]
    private static partial Regex Word();

    private static IEnumerable<string> Named(string project, string element) =>
        XDocument.Load(project).Descendants(element).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
