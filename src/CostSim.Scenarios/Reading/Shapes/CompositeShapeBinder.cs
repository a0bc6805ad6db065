using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>Reads what shapes are made of other shapes: mixtures, and what is cut off.</summary>
internal sealed class CompositeShapeBinder(Findings findings, Scalars scalars, ShapeBinder shapes)
{
    /// <summary>Values of their own between which a mixture's other parts would have to be divided.</summary>
    private const int MostValues = 100;

    private const string Form = "A mixture is written [[shape, probability], [shape, probability]].";

    public Shape? Mixture(ShapeText text)
    {
        var (_, node, path) = text;
        if (text.List("mixture") is var list && !list.IsList(node))
        {
            findings.Error(node.Spot, path, $"{node.Shown} is no list of {list.Min} to {list.Max} shapes with their probabilities", Form);
            return null;
        }

        var parts = node.Elements.Select((element, i) => Part(element, $"{path}.{i}")).OfType<MixturePart>().ToList();
        if (parts.Count < node.Elements.Count)
            return null;
        var sum = parts.Sum(part => part.Probability);
        if (Math.Abs(sum - 1) > 1e-9)
        {
            findings.Error(node.Spot, path, $"the probabilities add up to {Shorten.Number(sum)}, not to 1");
            return null;
        }

        var shape = new MixtureShape(parts);
        var law = shape.ToLaw();
        if (law.AtomCount <= MostValues || law.Parts.Count == 0)
            return shape;
        findings.Error(
            node.Spot, path, $"a mixture of {law.AtomCount:#,##0} values with shapes that have a density: at most {MostValues} values",
            "Take the values as they are, or say them by `percentiles`.");
        return null;
    }

    /// <summary>The shape with the amount's <c>truncate</c> and <c>clip</c> applied, in that order; null after an error.</summary>
    public Shape? Cut(KeyedNode amount, Shape shape)
    {
        var result = shape;
        if (amount.Find("truncate") is { } truncate)
        {
            if (amount.Pair("truncate") is not var (min, max))
                return null;
            if (result.ToLaw().Truncate(min, max) is null)
            {
                findings.Error(
                    truncate.Spot, amount.PathOf("truncate"),
                    $"nothing is left: the amount is next to never between {Shorten.Number(min)} and {Shorten.Number(max)}",
                    $"{Reach(result)} To set values to an end, write `clip`.");
                return null;
            }

            result = new TruncatedShape(result, min, max);
        }

        if (amount.Has("clip"))
        {
            if (amount.Pair("clip") is not var (min, max))
                return null;
            result = new ClippedShape(result, min, max);
        }

        var law = ReferenceEquals(result, shape) ? null : result.ToLaw();
        return law is { AtomCount: 1, Parts.Count: 0 } ? ShapeBinder.Only(law.Min) : result;
    }

    /// <summary>Whether no value is negative; if some are, that is reported.</summary>
    public bool IsNotNegative(Shape shape, KeyedNode amount)
    {
        var law = shape.ToLaw();
        if (law.Min >= 0)
            return true;
        var share = law.Cdf(0);
        findings.Error(
            amount.Node.Spot, amount.Path, $"the shape has no lower end, and {Percent(share)} of it lies below 0",
            "Redraw what lies outside: \"truncate\": [0, …], or set it to the end: \"clip\": [0, …]"
            + (shape is PercentilesShape ? "; or give `percentiles` a `min`." : "."));
        return false;
    }

    private static string Percent(double share) => share < 1e-4 ? "less than 0.01 %" : $"{Shorten.Number(Math.Round(share * 100, 2))} %";

    private static string Reach(Shape shape)
    {
        var law = shape.ToLaw();
        return $"Half of it lies between {Shorten.Number(Digits(law.Quantile(0.25)))} and {Shorten.Number(Digits(law.Quantile(0.75)))}.";
    }

    /// <summary>To four digits.</summary>
    private static double Digits(double value) =>
        double.Parse(
            value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private MixturePart? Part(ScenarioNode element, string path)
    {
        if (element.Kind != NodeKind.Array || element.Elements.Count != 2)
        {
            findings.Error(element.Spot, path, $"{element.Shown} is no shape with its probability", Form);
            return null;
        }

        var shape = Component(element.Elements[0], $"{path}.0");
        return ShapeWord.Chance.Read(element.Elements[1], $"{path}.1", scalars) is { } chance && shape is not null
            ? new MixturePart(shape, chance) : null;
    }

    private Shape? Component(ScenarioNode node, string path)
    {
        switch (node.Kind)
        {
            case NodeKind.Number:
                return scalars.Number(node, path) is { } value ? ShapeBinder.Only(value) : null;
            case NodeKind.Array:
                return shapes.Uniform(node, path);
            case NodeKind.Object:
                if (KeyedNode.Open(node, path, Place.Component, findings) is not { } keyed)
                    return null;
                return shapes.Bind(keyed, mayBeNegative: true);
            default:
                findings.Error(
                    node.Spot, path, $"{node.Shown} stands where a shape belongs",
                    "A number, [min, max], or a shape such as { \"90%\": [low, high] }; no name.");
                return null;
        }
    }
}
