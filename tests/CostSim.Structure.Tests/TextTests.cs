using System.Text.RegularExpressions;

namespace CostSim.Structure.Tests;

public partial class TextTests
{
    private static IEnumerable<string> Texts =>
        new[] { "*.cs", "*.md", "*.json", "*.props", "*.targets", "*.csproj", "*.mjs", "*.py", "*.txt" }
            .SelectMany(pattern => Repository.Files(".", pattern)).Where(path => !path.Contains("/.git/", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_left_to_do_later()
    {
        // The words are put together here, or this file would find itself.
        string[] leftovers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];
        Assert.Empty(
            Texts.Where(path => leftovers.Any(word => File.ReadAllText(path).Contains(word, StringComparison.Ordinal))).Select(
                Repository.Relative));
    }

    [Fact]
    public void Links_of_the_documents_lead_somewhere()
    {
        foreach (var path in Repository.Files(".", "*.md"))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(path)))
            {
                var target = link.Groups[1].Value;
                if (target.StartsWith("http", StringComparison.Ordinal) || target.StartsWith('#'))
                    continue;
                var file = Path.Combine(Path.GetDirectoryName(path)!, target.Split('#')[0]);
                Assert.True(File.Exists(file) || Directory.Exists(file), $"{Repository.Relative(path)} links to {target}");
            }
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
