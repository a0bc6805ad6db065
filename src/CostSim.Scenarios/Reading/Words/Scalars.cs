using CostSim.Scenarios.Reading.Syntax;

namespace CostSim.Scenarios.Reading.Words;

/// <summary>Reads numbers, lists and pairs, whatever their bounds.</summary>
internal sealed class Scalars(Findings findings)
{
    public Findings Findings => findings;

    /// <summary>A finite number that is not negative, or null and an error.</summary>
    public double? Number(ScenarioNode node, string path)
    {
        if (node.Kind != NodeKind.Number)
        {
            findings.Error(
                node.Spot, path, $"{node.Shown} stands where a number belongs",
                node.Kind == NodeKind.Text ? WrittenNumber.Hint(node.Text) : null);
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
            var hint = node.Elements.Count == 3 ? ofThree
                : node.Elements.Count == 4 ? "Numbers have no thousands separators: [1,200, 3,400] is written [1200, 3400]." : null;
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
