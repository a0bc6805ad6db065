using System.Globalization;

namespace CostSim.Scenarios.Reading;

/// <summary>Reads single values: numbers, whole numbers, words and pairs, each with its bounds in the message.</summary>
internal sealed class Scalars(Findings findings)
{
    private const int LongestName = 200;
    private const int LongestSentence = 1000;
    private const int LongestId = 64;

    /// <summary>A finite number that is not negative, or null and an error.</summary>
    public double? Number(ScenarioNode node, string path)
    {
        if (node.Kind != NodeKind.Number)
        {
            findings.Error(
                node.Spot, path, $"{node.Shown} stands where a number belongs", node.Kind == NodeKind.Text ? WrittenNumber.Hint(node.Text) : null);
            return null;
        }

        if (!double.IsFinite(node.Number))
        {
            findings.Error(node.Spot, path, $"{node.Shown} is too large for a number; the greatest is about 1.8e308");
            return null;
        }

        if (node.Number < 0)
        {
            findings.Error(node.Spot, path, $"{node.Shown} is negative; every number of a scenario is 0 or more");
            return null;
        }

        if (node.Number == 0 && node.Text.Split('e', 'E')[0].Any(letter => letter is >= '1' and <= '9'))
        {
            findings.Error(node.Spot, path, $"{node.Shown} is too small to be told from 0", "Write 0.");
            return null;
        }

        return Math.Abs(node.Number); // -0 is 0
    }

    /// <summary>A number within bounds, or null and an error that says them.</summary>
    public double? NumberBetween(ScenarioNode node, string path, double min, double max, string? hint = null)
    {
        var number = Number(node, path);
        if (number is not { } value || (value >= min && value <= max))
            return number;
        findings.Error(node.Spot, path, $"{node.Shown} is not between {Shorten.Number(min)} and {Shorten.Number(max)}", hint);
        return null;
    }

    /// <summary>A whole number within bounds, or null and an error that says them.</summary>
    public long? Whole(ScenarioNode node, string path, long min, long max)
    {
        if (Number(node, path) is not { } value)
            return null;
        if (value == Math.Floor(value) && value >= min && value <= max)
            return (long)value;
        findings.Error(node.Spot, path, $"{node.Shown} is no whole number between {Shorten.Number(min)} and {Shorten.Number(max)}");
        return null;
    }

    /// <summary>A day, written <c>"2026-11-21"</c>, or null and an error.</summary>
    public DateOnly? Day(ScenarioNode node, string path)
    {
        if (node.Kind == NodeKind.Text && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        findings.Error(node.Spot, path, $"{node.Shown} is no day", "Year, month and day in double quotes: \"2026-11-21\".");
        return null;
    }

    /// <summary>A text for people: one line, not empty.</summary>
    public string? Name(ScenarioNode node, string path) => Line(node, path, LongestName);

    /// <summary>A sentence for people: as a name, and longer.</summary>
    public string? Sentence(ScenarioNode node, string path) => Line(node, path, LongestSentence);

    private string? Line(ScenarioNode node, string path, int longest)
    {
        if (node.Kind != NodeKind.Text)
            findings.Error(node.Spot, path, $"{node.Shown} stands where a text in double quotes belongs");
        else if (string.IsNullOrWhiteSpace(node.Text))
            findings.Error(node.Spot, path, "the text is empty");
        else if (node.Text.Length > longest || node.Text.Any(char.IsControl))
            findings.Error(node.Spot, path, $"{node.Shown} is no name: one line of at most {longest} characters");
        else
            return node.Text;
        return null;
    }

    /// <summary>An identifier: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string? Id(ScenarioNode node, string path)
    {
        if (node.Kind == NodeKind.Text)
            return CheckId(node.Text, node.Spot, path) ? node.Text : null;
        findings.Error(node.Spot, path, $"{node.Shown} stands where an id in double quotes belongs");
        return null;
    }

    public bool CheckId(string id, Spot spot, string path)
    {
        if (IsId(id))
            return true;
        findings.Error(
            spot, path, $"{Shorten.Quoted(id)} is no name to refer to: letters a–z, digits, `-` and `_`, at most {LongestId} of them");
        return false;
    }

    public static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>One of a few words, or null and an error that lists them.</summary>
    public string? OneOf(ScenarioNode node, string path, params ReadOnlySpan<string> words)
    {
        if (node.Kind == NodeKind.Text && words.Contains(node.Text))
            return node.Text;
        var listed = string.Join(" or ", words.ToArray().Select(word => $"\"{word}\""));
        findings.Error(node.Spot, path, $"{node.Shown} is not allowed here; write {listed}");
        return null;
    }

    /// <summary>The elements of a list, or nothing and an error.</summary>
    public IReadOnlyList<ScenarioNode> List(ScenarioNode? node, string path)
    {
        if (node is null)
            return [];
        if (node.Kind == NodeKind.Array)
            return node.Elements;
        findings.Error(node.Spot, path, $"{node.Shown} stands where a list [ … ] belongs");
        return [];
    }

    /// <summary>All numbers of a list, or null and an error for each that is none.</summary>
    public double[]? Numbers(ScenarioNode list, string path)
    {
        var numbers = new double[list.Elements.Count];
        var isSound = true;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (Number(list.Elements[i], $"{path}.{i}") is { } number)
                numbers[i] = number;
            else
                isSound = false;
        }

        return isSound ? numbers : null;
    }

    /// <summary>Two ascending numbers <c>[a, b]</c>, or null and an error.</summary>
    /// <param name="ofThree">The hint where three numbers stand.</param>
    public (double Low, double High)? Pair(ScenarioNode node, string path, string? ofThree = null)
    {
        if (node.Kind != NodeKind.Array || node.Elements.Count != 2)
        {
            var found = node.Kind == NodeKind.Array ? CountOf(node.Elements.Count) : $"{node.Shown} stands";
            var hint = node.Elements.Count == 3 ? ofThree : node.Elements.Count == 4 ? "Numbers have no thousands separators: [1,200, 3,400] is written [1200, 3400]." : null;
            findings.Error(node.Spot, path, $"{found} where a pair [low, high] belongs", hint);
            return null;
        }

        if (Numbers(node, path) is not { } numbers)
            return null;
        if (numbers[0] <= numbers[1])
            return (numbers[0], numbers[1]);
        findings.Error(
            node.Spot, path, $"the upper end {node.Elements[1].Shown} lies below the lower end {node.Elements[0].Shown}",
            $"Swap them? [{node.Elements[1].Shown}, {node.Elements[0].Shown}]");
        return null;
    }

    public static string CountOf(int count) => count switch
    {
        0 => "an empty list stands",
        1 => "one value stands",
        _ => $"{count} values stand",
    };
}
