using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>A part of a phase that tables show apart: so many calls an item, of such bounds each.</summary>
/// <param name="Name">What tables print.</param>
/// <param name="Calls">Calls of an item.</param>
/// <param name="Call">Bounds of one call.</param>
internal sealed record Part(string Name, Bounds Calls, CallBounds? Call)
{
    /// <summary>USD of people or tools for one unit, by the supports and by what the engine can draw; then there is no call.</summary>
    public (Bounds Support, Bounds Drawable) Usd { get; init; }

    /// <summary>Whether its calls count as calls; an allowance's do not.</summary>
    public bool Counted { get; init; } = true;

    /// <summary>Cost of the output of one item in USD, by the supports.</summary>
    public Bounds OutputCost => Call is null ? Planning.Bounds.Zero : Calls * Call.Cost(drawable: false).Output;

    /// <summary>The measures of one item.</summary>
    /// <param name="drawable">Whether by what the engine can draw; else by the supports.</param>
    public MeasureBounds Bounds(bool drawable)
    {
        if (Call is null)
            return MeasureBounds.Zero with { Operations = Calls * (drawable ? Usd.Drawable : Usd.Support) };
        var cost = Call.Cost(drawable);
        return new MeasureBounds(
            Calls * (cost.Input + cost.Output), Calls * (drawable ? Call.DrawableInput : Call.Input), Calls * (drawable ? Call.DrawableOutput : Call.Output),
            Counted ? Calls : Planning.Bounds.Zero);
    }
}

/// <summary>Bounds of the tokens of one call, by the supports and by what the engine can draw, and what they cost.</summary>
internal sealed record CallBounds(Bounds Input, Bounds Output, Bounds DrawableInput, Bounds DrawableOutput, Price Price)
{
    private const double UsdPerPicoUsd = 1e-12;

    /// <summary>What the output could be without the cap.</summary>
    public required Bounds DrawableOutputBeforeCap { get; init; }

    public static CallBounds Of(FactorBook book, Amount[][] input, Amount[][] output, Price price, double? outputMax = null)
    {
        return new CallBounds(Sum(input, f => f.Support), Cap(Sum(output, f => f.Support)), Sum(input, f => f.Drawable), Cap(Sum(output, f => f.Drawable)), price)
        {
            DrawableOutputBeforeCap = Sum(output, f => f.Drawable),
        };

        Bounds Sum(Amount[][] products, Func<Factor, Bounds> ends) => products.Aggregate(
            Bounds.Zero, (sum, product) => sum + product.Aggregate(Bounds.Of(1), (value, amount) => value * ends(book.Of(amount))));

        Bounds Cap(Bounds tokens) => outputMax is { } most ? new Bounds(Math.Min(tokens.Min, most), Math.Min(tokens.Max, most)) : tokens;
    }

    /// <summary>Cost of input and of output in USD, each end at the price that holds there.</summary>
    public (Bounds Input, Bounds Output) Cost(bool drawable)
    {
        var (input, output) = drawable ? (DrawableInput, DrawableOutput) : (Input, Output);
        var (least, most) = (PriceAt(input.Min), PriceAt(input.Max));
        return (input * new Bounds(least.Input, most.Input) * UsdPerPicoUsd, output * new Bounds(least.Output, most.Output) * UsdPerPicoUsd);
    }

    private (long Input, long Output) PriceAt(double inputTokens) => Price.LongContext is { } longer && inputTokens > longer.AboveInputTokens
        ? (longer.InputPicoUsd, longer.OutputPicoUsd)
        : (Price.InputPicoUsd, Price.OutputPicoUsd);
}
