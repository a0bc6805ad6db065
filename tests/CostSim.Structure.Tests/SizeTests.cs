using System.Text.RegularExpressions;

namespace CostSim.Structure.Tests;

public partial class SizeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 70;
    private const int LineLettersMax = 140;

    private static IEnumerable<string> Sources => Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"));

    [Fact]
    public void A_file_can_be_read_in_one_sitting() =>
        Assert.Empty(Sources.Where(path => File.ReadLines(path).Count() > FileLinesMax).Select(Repository.Relative));

    /// <summary>As .editorconfig says; what stands between three quotes is as it has to be.</summary>
    [Fact]
    public void A_line_fits_on_a_screen() =>
        Assert.Empty(Sources.SelectMany(path => LongLines(File.ReadAllLines(path)).Select(line => $"{Repository.Relative(path)}:{line}")));

    [Fact]
    public void The_measure_of_lines_sees_a_long_one()
    {
        var (fits, wide, quotes) = (new string('x', LineLettersMax), new string('x', LineLettersMax + 1), new string('"', 3));
        Assert.Equal([2, 6], LongLines([fits, wide, $"    {quotes}", wide, $"    {quotes}", wide]));
    }

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
        Assert.Empty(
            Sources.Where(path => vague.Any(word => Path.GetFileNameWithoutExtension(path).EndsWith(word, StringComparison.Ordinal)))
                .Select(Repository.Relative));
    }

    /// <summary>Lines, from 1, that are too long, outside of raw texts.</summary>
    private static IEnumerable<int> LongLines(string[] lines)
    {
        var quotes = new string('"', 3);
        var isRaw = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var marks = lines[i].Split(quotes).Length - 1;
            if (lines[i].Length > LineLettersMax && !isRaw && marks == 0)
                yield return i + 1;
            isRaw ^= marks % 2 == 1;
        }
    }

    /// <summary>
    /// Lines, from 1, at which a member longer than the limit begins. Members of the code style here open and close at one indentation.
    /// </summary>
    private static IEnumerable<int> LongBlocks(string[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim() != "{" || lines[i].Length == 1)
                continue;
            var close = lines[i].Replace('{', '}');
            var end = Array.FindIndex(lines, i, line => line.StartsWith(close, StringComparison.Ordinal));
            if (end - i - 1 > MethodLinesMax && !lines[i..end].Any(line => IsMember(line, close.Length + 3)))
                yield return i;
        }
    }

    /// <summary>
    /// Whether a line declares a member at an indentation: then the block around it is a type, whose length is not measured here.
    /// </summary>
    private static bool IsMember(string line, int indentation) =>
        line.Length > indentation && line.TakeWhile(c => c == ' ').Count() == indentation && Modifier().IsMatch(line);

    [GeneratedRegex(@"^\s*(public|internal|private|protected|static|readonly)\b")]
    private static partial Regex Modifier();
}
