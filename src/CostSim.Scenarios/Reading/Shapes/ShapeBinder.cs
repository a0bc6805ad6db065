using System.Globalization;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>Reads the law of an amount from the word that names it.</summary>
internal sealed class ShapeBinder
{
    /// <summary>Of a log-uniform amount: wider ones have no table of the stated error.</summary>
    private const double MaxRatio = 1e6;

    private readonly Findings _findings;
    private readonly Scalars _scalars;

    public ShapeBinder(Findings findings, Scalars scalars, DataFolder data)
    {
        (_findings, _scalars) = (findings, scalars);
        Fitted = new FittedShapeBinder(findings, scalars);
        Empirical = new EmpiricalShapeBinder(findings, scalars, data);
        Composite = new CompositeShapeBinder(findings, scalars, this);
    }

    public FittedShapeBinder Fitted { get; }

    public EmpiricalShapeBinder Empirical { get; }

    public CompositeShapeBinder Composite { get; }

    /// <summary>The shape of a value that is certain after all.</summary>
    public static DiscreteShape Only(double value) => new([new DiscreteValue(value, 1)]);

    /// <summary>
    /// The shape that an object's words say, modifiers included, or a <see cref="DiscreteShape"/> of one value where there is no other; null after an error.
    /// </summary>
    /// <param name="amount">The object.</param>
    /// <param name="mayBeNegative">Whether a part of something is read, of which negative values may still be cut off.</param>
    public Shape? Bind(KeyedNode amount, bool mayBeNegative = false)
    {
        var words = amount.Members.Select(member => member.Key)
            .Where(key => ShapeWord.All.Any(word => word.Key == key) || NumberedKey.Percentage.IsLike(key)).ToList();
        if (words.Count == 0 && !amount.HasStranger)
            _findings.Error(
                amount.Node.Spot, amount.Path, "an amount without a shape",
                $"Write one of {KeyedNode.List(ShapeWord.All.Select(word => word.Key))}, `90%` (any percentage), or `product` or `sum` of amounts.");
        if (words.Count > 1)
            _findings.Error(
                amount.SpotOf(words[1]), amount.PathOf(words[1]), $"two shapes in one amount: `{words[0]}` and `{words[1]}`",
                "Keep one of them.");
        foreach (var word in AmountWords.Modifiers.Where(word => amount.Has(word.Key) && word.Beside is not null && words.Count > 0 && !words.Contains(word.Beside)))
            _findings.Error(amount.SpotOf(word.Key), amount.PathOf(word.Key), $"`{word.Key}` belongs to `{word.Beside}`, not to `{words[0]}`");

        var shapes = words.Select(word => Bind(amount, word)).ToList(); // all of them, for their own errors
        if (shapes is not [{ } one] || amount.HasStranger || Composite.Cut(amount, one) is not { } cut)
            return null;
        return mayBeNegative || Composite.IsNotNegative(cut, amount) ? cut : null;
    }

    private Shape? Bind(KeyedNode amount, string word)
    {
        var text = new ShapeText(amount, amount.Find(word)!, amount.PathOf(word));
        return ShapeWord.All.FirstOrDefault(known => known.Key == word) is { } known ? known.Read(this, text) : Percentage(word, text);
    }

    public Shape? Uniform(ScenarioNode node, string path) =>
        _scalars.Pair(node, path, OfThree(node)) is var (low, high) ? (Shape?)Single(low, high) ?? new UniformShape(low, high) : null;

    private static string OfThree(ScenarioNode node) =>
        $"`triangular` or `pert`? {{ \"triangular\": {node.Shown} }} takes a minimum, a mode and a maximum.";

    /// <summary>The shape of a quantity whose ends agree, or null where they do not.</summary>
    private static DiscreteShape? Single(double low, double high) => low == high ? Only(low) : null;

    public Shape? Triangular(ShapeText text) =>
        Modal(text.Node, text.Path) is var (min, mode, max) ? (Shape?)Single(min, max) ?? new TriangularShape(min, mode, max) : null;

    public Shape? Pert(ShapeText text)
    {
        var lambda = text.Amount.Has("lambda") ? text.Amount.Number("lambda") : PertShape.UsualLambda;
        if (Modal(text.Node, text.Path) is not var (min, mode, max) || lambda is null)
            return null;
        return (Shape?)Single(min, max) ?? new PertShape(min, mode, max, lambda.Value);
    }

    public Shape? LogUniform(ShapeText text)
    {
        var (_, node, path) = text;
        if (_scalars.Pair(node, path) is not var (min, max))
            return null;
        if (min > 0 && max <= min * MaxRatio)
            return (Shape?)Single(min, max) ?? new LogUniformShape(min, max);
        if (min > 0)
            _findings.Error(
                node.Spot, path, $"the ends of a log-uniform amount are at most {MaxRatio:#,##0} times apart: {node.Shown}",
                "Every tenfold between them is equally likely. Is a number mistyped?");
        else
            _findings.Error(
                node.Spot, path, $"a log-uniform amount starts above 0, not at {node.Elements[0].Shown}",
                "For an amount that can be 0, write a hard [min, max], or give it a `chance`.");
        return null;
    }

    private (double Min, double Mode, double Max)? Modal(ScenarioNode node, string path)
    {
        if (node.Kind != NodeKind.Array || node.Elements.Count != 3)
        {
            var found = node.Kind == NodeKind.Array ? Scalars.CountOf(node.Elements.Count) : $"{node.Shown} stands";
            var pair = node.Kind == NodeKind.Array && node.Elements.Count == 2;
            _findings.Error(
                node.Spot, path, $"{found} where [min, mode, max] belongs",
                pair ? "A minimum and a maximum alone are written [min, max]." : null);
            return null;
        }

        if (_scalars.Numbers(node, path) is not { } numbers)
            return null;
        if (numbers[0] <= numbers[1] && numbers[1] <= numbers[2])
            return (numbers[0], numbers[1], numbers[2]);
        _findings.Error(node.Spot, path, $"{node.Shown} is not in order: minimum, mode, maximum");
        return null;
    }

    private Shape? Percentage(string word, ShapeText text)
    {
        var (amount, node, path) = text;
        var isNormal = word.StartsWith(NumberedKey.Normal, StringComparison.Ordinal);
        var isNumber = double.TryParse(word[(isNormal ? NumberedKey.Normal.Length : 0)..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
        if (!isNumber || percent is not (> 0 and < 100))
        {
            _findings.Error(
                amount.SpotOf(word), path, $"{Shorten.Quoted(word)} is no central interval: more than 0 % and less than 100 %",
                "A hard minimum and maximum are written [min, max].");
            return null;
        }

        if (_scalars.Pair(node, path) is not var (low, high))
            return null;
        if (isNormal)
            return FittedShapeBinder.NormalInterval(percent / 100, low, high);
        if (low > 0)
            return (Shape?)Single(low, high) ?? new LognormalIntervalShape(percent / 100, low, high);
        _findings.Error(
            node.Spot, path, $"a {word} interval is lognormal and starts above 0, not at {node.Elements[0].Shown}",
            "For an amount that can be 0, write a hard [min, max], or give it a `chance`.");
        return null;
    }

    public DiscreteShape? Discrete(ShapeText text)
    {
        var (_, node, path) = text;
        const string Form = "A discrete amount is written [[value, probability], [value, probability]].";
        if (text.List("discrete") is var list && !list.IsList(node))
        {
            _findings.Error(node.Spot, path, $"{node.Shown} is no list of {list.Min} to {list.Max:#,##0} values with their probabilities", Form);
            return null;
        }

        var values = new List<DiscreteValue>();
        for (var i = 0; i < node.Elements.Count; i++)
        {
            var element = node.Elements[i];
            if (element.Kind != NodeKind.Array || element.Elements.Count != 2)
                _findings.Error(element.Spot, $"{path}.{i}", $"{element.Shown} is no value with its probability", Form);
            else if (_scalars.Numbers(element, $"{path}.{i}") is [var value, _]
                && ShapeWord.Chance.Read(element.Elements[1], $"{path}.{i}.1", _scalars) is { } chance && Follows(values, value, element, $"{path}.{i}"))
                values.Add(new DiscreteValue(value, chance));
        }

        if (values.Count < node.Elements.Count)
            return null;
        var sum = values.Sum(value => value.Probability);
        if (Math.Abs(sum - 1) <= 1e-9)
            return new DiscreteShape(values);
        _findings.Error(node.Spot, path, $"the probabilities add up to {Shorten.Number(sum)}, not to 1");
        return null;
    }

    private bool Follows(List<DiscreteValue> before, double value, ScenarioNode element, string path)
    {
        if (before.Count == 0 || value > before[^1].Value)
            return true;
        _findings.Error(
            element.Elements[0].Spot, $"{path}.0",
            $"{element.Elements[0].Shown} does not follow {Shorten.Number(before[^1].Value)}: values ascend, each once");
        return false;
    }
}
