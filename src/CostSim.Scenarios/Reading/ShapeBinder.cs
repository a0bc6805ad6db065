using System.Globalization;

namespace CostSim.Scenarios.Reading;

/// <summary>Reads the law of an amount from the word that names it.</summary>
internal sealed class ShapeBinder(Findings findings, Scalars scalars)
{
    private const int MostValues = 10_000;
    private const double DefaultLambda = 4;
    private const double MaxLambda = 1000;

    /// <summary>The shape, or a <see cref="DiscreteShape"/> of one value where both ends agree; null after an error.</summary>
    public Shape? Bind(KeyedNode amount, string word)
    {
        var (node, path) = (amount.Find(word)!, amount.PathOf(word));
        return word switch
        {
            "range" => Uniform(node, path),
            "triangular" => Modal(node, path) is { } t ? (Shape?)Single(t.Min, t.Max) ?? new TriangularShape(t.Min, t.Mode, t.Max) : null,
            "pert" => Pert(amount, node, path),
            "discrete" => Discrete(node, path),
            _ => Percentage(word, amount.SpotOf(word), node, path),
        };
    }

    public Shape? Uniform(ScenarioNode node, string path) =>
        scalars.Pair(node, path, OfThree(node)) is var (low, high) ? (Shape?)Single(low, high) ?? new UniformShape(low, high) : null;

    private static string OfThree(ScenarioNode node) =>
        $"`triangular` or `pert`? {{ \"triangular\": {node.Shown} }} takes a minimum, a mode and a maximum.";

    /// <summary>The shape of a quantity whose ends agree, or null where they do not.</summary>
    private static DiscreteShape? Single(double low, double high) => low == high ? new DiscreteShape([new DiscreteValue(low, 1)]) : null;

    private Shape? Pert(KeyedNode amount, ScenarioNode node, string path)
    {
        var lambda = Lambda(amount);
        if (Modal(node, path) is not var (min, mode, max) || lambda is null)
            return null;
        return (Shape?)Single(min, max) ?? new PertShape(min, mode, max, lambda.Value);
    }

    private double? Lambda(KeyedNode amount)
    {
        if (amount.Find("lambda") is not { } node)
            return DefaultLambda;
        var lambda = scalars.Number(node, amount.PathOf("lambda"));
        if (lambda is null or (> 0 and <= MaxLambda))
            return lambda;
        findings.Error(
            node.Spot, amount.PathOf("lambda"),
            $"{node.Shown} is no weight of the mode: more than 0, at most {MaxLambda:#,##0}; 4 is usual");
        return null;
    }

    private (double Min, double Mode, double Max)? Modal(ScenarioNode node, string path)
    {
        if (node.Kind != NodeKind.Array || node.Elements.Count != 3)
        {
            var found = node.Kind == NodeKind.Array ? Scalars.CountOf(node.Elements.Count) : $"{node.Shown} stands";
            var pair = node.Kind == NodeKind.Array && node.Elements.Count == 2;
            findings.Error(
                node.Spot, path, $"{found} where [min, mode, max] belongs",
                pair ? "A minimum and a maximum alone are written [min, max]." : null);
            return null;
        }

        if (scalars.Numbers(node, path) is not { } numbers)
            return null;
        if (numbers[0] <= numbers[1] && numbers[1] <= numbers[2])
            return (numbers[0], numbers[1], numbers[2]);
        findings.Error(node.Spot, path, $"{node.Shown} is not in order: minimum, mode, maximum");
        return null;
    }

    private Shape? Percentage(string word, Spot spot, ScenarioNode node, string path)
    {
        var isNumber = double.TryParse(word[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
        if (!isNumber || percent is not (> 0 and < 100))
        {
            findings.Error(
                spot, path, $"{Shorten.Quoted(word)} is no central interval: more than 0 % and less than 100 %",
                "A hard minimum and maximum are written [min, max].");
            return null;
        }

        if (scalars.Pair(node, path) is not var (low, high))
            return null;
        if (low > 0)
            return (Shape?)Single(low, high) ?? new LognormalIntervalShape(percent / 100, low, high);
        findings.Error(
            node.Spot, path, $"a {word} interval is lognormal and starts above 0, not at {node.Elements[0].Shown}",
            "For an amount that can be 0, write a hard [min, max], or give it a `chance`.");
        return null;
    }

    private DiscreteShape? Discrete(ScenarioNode node, string path)
    {
        const string Form = "A discrete amount is written [[value, probability], [value, probability]].";
        if (node.Kind != NodeKind.Array || node.Elements.Count is 0 or > MostValues)
        {
            findings.Error(node.Spot, path, $"{node.Shown} is no list of 1 to {MostValues:#,##0} values with their probabilities", Form);
            return null;
        }

        var values = new List<DiscreteValue>();
        for (var i = 0; i < node.Elements.Count; i++)
        {
            var element = node.Elements[i];
            if (element.Kind != NodeKind.Array || element.Elements.Count != 2)
                findings.Error(element.Spot, $"{path}.{i}", $"{element.Shown} is no value with its probability", Form);
            else if (scalars.Numbers(element, $"{path}.{i}") is { } pair && Follows(values, pair, element, $"{path}.{i}"))
                values.Add(new DiscreteValue(pair[0], pair[1]));
        }

        if (values.Count < node.Elements.Count)
            return null;
        var sum = values.Sum(value => value.Probability);
        if (Math.Abs(sum - 1) <= 1e-9)
            return new DiscreteShape(values);
        findings.Error(node.Spot, path, $"the probabilities add up to {Shorten.Number(sum)}, not to 1");
        return null;
    }

    private bool Follows(List<DiscreteValue> before, double[] pair, ScenarioNode element, string path)
    {
        if (pair[1] is not (> 0 and <= 1))
            findings.Error(
                element.Elements[1].Spot, $"{path}.1", $"{element.Elements[1].Shown} is no probability: more than 0, at most 1",
                "Leave out what cannot happen.");
        else if (before.Count > 0 && pair[0] <= before[^1].Value)
            findings.Error(
                element.Elements[0].Spot, $"{path}.0",
                $"{element.Elements[0].Shown} does not follow {Shorten.Number(before[^1].Value)}: values ascend, each once");
        else
            return true;
        return false;
    }
}
