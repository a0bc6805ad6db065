using System.Text.RegularExpressions;

namespace CostSim.Structure.Tests;

public partial class SizeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 70;

    private static IEnumerable<string> Sources => Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"));

    [Fact]
    public void A_file_can_be_read_in_one_sitting() =>
        Assert.Empty(Sources.Where(path => File.ReadLines(path).Count() > FileLinesMax).Select(Repository.Relative));

    [Fact]
    public void A_method_fits_on_a_screen() =>
        Assert.Empty(Sources.SelectMany(path => LongBlocks(File.ReadAllLines(path)).Select(line => $"{Repository.Relative(path)}:{line}")));

    [Fact]
    public void The_measure_of_methods_sees_a_long_one()
    {
        string[] source = ["class C", "{", "    void M()", "    {", .. Enumerable.Repeat("        x++;", 71), "    }", "}"];
        Assert.Equal([3], LongBlocks(source));
    }

    [Fact]
    public void Files_are_named_after_what_they_hold()
    {
        string[] vague = ["Helper", "Helpers", "Util", "Utils", "Misc", "Common", "Manager"];
        Assert.Empty(Sources.Where(path => vague.Any(word => Path.GetFileNameWithoutExtension(path).EndsWith(word, StringComparison.Ordinal))).Select(Repository.Relative));
    }

    /// <summary>Lines, from 1, at which a member longer than the limit begins. Members of the code style here open and close at one indentation.</summary>
    private static IEnumerable<int> LongBlocks(string[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
        {
            // Types stand at the margin, or say what they are; members are indented.
            if (lines[i].Trim() != "{" || lines[i].Length == 1 || !MemberEnd().IsMatch(lines[i - 1]) || TypeHead().IsMatch(lines[i - 1]))
                continue;
            var close = lines[i].Replace('{', '}');
            var end = Array.FindIndex(lines, i, line => line == close);
            if (end - i - 1 > MethodLinesMax)
                yield return i;
        }
    }

    [GeneratedRegex(@"[\w\)\]>?]\s*$")]
    private static partial Regex MemberEnd();

    [GeneratedRegex(@"^\s*((public|internal|private|protected|static|sealed|abstract|partial|readonly|file|ref)\s+)*(class|struct|record|interface|enum|namespace)\b")]
    private static partial Regex TypeHead();
}
