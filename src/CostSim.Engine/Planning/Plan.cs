using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// A scenario at a number of items, resolved to random draws and sums. It is flat and immutable: execution looks nothing up.
/// </summary>
public sealed record Plan
{
    /// <summary>The scenario's name.</summary>
    public required string Name { get; init; }

    public required long Items { get; init; }

    /// <summary>Values drawn once per trial.</summary>
    public required IReadOnlyList<Draw> RunDraws { get; init; }

    /// <summary>The correlated ones among them; the others are independent.</summary>
    public IReadOnlyList<CorrelatedDraws> Correlated { get; init; } = [];

    /// <summary>The amounts that <see cref="RunDraws"/> belong to.</summary>
    public IReadOnlyList<RunFactor> RunFactors { get; init; } = [];

    /// <summary>Values drawn once per item.</summary>
    public required IReadOnlyList<Draw> ItemDraws { get; init; }

    /// <summary>
    /// Distinct products of item draws that calls are scaled by, each a list of indices of <see cref="ItemDraws"/>; the first is empty.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<int>> ItemProducts { get; init; }

    /// <summary>The phases in order, then the allowances.</summary>
    public required IReadOnlyList<PhasePlan> Phases { get; init; }

    /// <summary>The possible groups of units, by their labels; the first has none.</summary>
    public IReadOnlyList<Labels> Groups { get; init; } = [Labels.None];

    /// <summary>
    /// Tokens are counted in steps of 2^−TokenBits. At most 8, a 256th of a token; less where a run is so large that its cost would not fit
    /// into 62 bits. Chosen from the dearest tier, so that tiers share it and one is the exact multiple of another.
    /// </summary>
    public required int TokenBits { get; init; }

    /// <summary>The ends of the run's cost, tokens and calls, computed from the supports.</summary>
    public required MeasureBounds Support { get; init; }

    /// <summary>The range that the engine can draw.</summary>
    public required MeasureBounds Drawable { get; init; }

    /// <summary>The measures: operations only if the scenario has any.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = Planning.Measures.OfTokens;

    /// <summary>
    /// Operations are rounded to 2^OperationsShift steps of cost: as fine as 51 bits allow, which is what the largest operations of a run
    /// take.
    /// </summary>
    public int OperationsShift { get; init; }

    /// <summary>The same for fees of calls.</summary>
    public int FeeShift { get; init; }

    /// <summary>How all items are sampled at once; null if simulated call by call.</summary>
    public CollapsePlan? Collapse { get; init; }

    /// <summary>
    /// Which part of a run's items it is, if a run is simulated in parts: they share the run-level draws of a trial, and each has draws of
    /// its own below. 0 is a run as a whole.
    /// </summary>
    public int Part { get; init; }

    /// <summary>The numbers of its streams, for further planning.</summary>
    internal StreamNames Streams { get; init; } = new();

    /// <summary>USD of one step of cost: 2^−TokenBits picodollars.</summary>
    public double UsdPerCostStep => Math.ScaleB(1e-12, -TokenBits);

    /// <summary>Steps of cost by which rounding can move a trial: half a step of tokens of each total, at its price.</summary>
    internal long RoundingSteps => Phases.SelectMany(phase => phase.Totals).Sum(total => (Math.Abs(total.PricePicoUsd) + 1) / 2);

    /// <summary>By how much rounding to steps can move a trial, in the measure's unit.</summary>
    public double Rounding(Measure measure)
    {
        var totals = Phases.Sum(phase => phase.Totals.Count);
        return measure switch
        {
            Measure.Calls => 0,
            Measure.InputTokens or Measure.OutputTokens => totals * TokensPerStep,
            _ => (RoundingSteps + totals * Math.ScaleB(1, Math.Max(OperationsShift, FeeShift))) * UsdPerCostStep,
        };
    }

    /// <summary>Tokens of one step.</summary>
    public double TokensPerStep => Math.ScaleB(1, -TokenBits);

    /// <summary>The measure that a limit applies to, tokens or tokens and operations; the same if there are no operations.</summary>
    public Measure Limited(bool ofAll) => ofAll && Measures.Contains(Measure.AllCost) ? Measure.AllCost : Measure.Cost;

    /// <summary>What one step of a measure is in its unit: USD, tokens, calls.</summary>
    public double UnitsPerStep(Measure measure) => measure switch
    {
        Measure.Calls => 1,
        Measure.InputTokens or Measure.OutputTokens => TokensPerStep,
        _ => UsdPerCostStep,
    };
}

/// <summary>The measures of a run and of each phase.</summary>
public enum Measure
{
    /// <summary>Token cost in USD.</summary>
    Cost,

    /// <summary>Input tokens.</summary>
    InputTokens,

    /// <summary>Billed output tokens.</summary>
    OutputTokens,

    /// <summary>Billed calls.</summary>
    Calls,

    /// <summary>Cost of people and tools in USD, apart from token cost; in the steps of <see cref="Cost"/>.</summary>
    Operations,

    /// <summary>Token cost and operations together in USD, trial by trial.</summary>
    AllCost,
}

/// <summary>Which measures a plan has.</summary>
public static class Measures
{
    /// <summary>Number of values of <see cref="Measure"/>.</summary>
    public const int Count = 6;

    /// <summary>Those of every plan.</summary>
    public static IReadOnlyList<Measure> OfTokens { get; } = [Measure.Cost, Measure.InputTokens, Measure.OutputTokens, Measure.Calls];

    /// <summary>Those of a plan with operations.</summary>
    public static IReadOnlyList<Measure> WithOperations { get; } = [.. OfTokens, Measure.Operations, Measure.AllCost];

    /// <summary>Whether it is in USD, not in tokens or calls.</summary>
    public static bool IsUsd(this Measure measure) => measure is Measure.Cost or Measure.Operations or Measure.AllCost;
}

/// <summary>Ends of the measures.</summary>
/// <param name="Cost">In USD.</param>
/// <param name="InputTokens">In tokens.</param>
/// <param name="OutputTokens">In billed tokens.</param>
/// <param name="Calls">In calls.</param>
public sealed record MeasureBounds(Bounds Cost, Bounds InputTokens, Bounds OutputTokens, Bounds Calls)
{
    public static readonly MeasureBounds Zero = new(Bounds.Zero, Bounds.Zero, Bounds.Zero, Bounds.Zero);

    /// <summary>In USD.</summary>
    public Bounds Operations { get; init; } = Bounds.Zero;

    public static MeasureBounds operator +(MeasureBounds a, MeasureBounds b) =>
        new(a.Cost + b.Cost, a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens,
            a.Calls + b.Calls)
        { Operations = a.Operations + b.Operations };

    public static MeasureBounds operator *(MeasureBounds a, double times) =>
        new(a.Cost * times, a.InputTokens * times, a.OutputTokens * times, a.Calls * times) { Operations = a.Operations * times };

    public Bounds this[Measure measure] => measure switch
    {
        Measure.Cost => Cost,
        Measure.InputTokens => InputTokens,
        Measure.OutputTokens => OutputTokens,
        Measure.Operations => Operations,
        Measure.AllCost => Cost + Operations,
        _ => Calls,
    };
}

/// <summary>A phase, an allowance or a line of operations, ready for sampling.</summary>
public sealed record PhasePlan
{
    public required string Id { get; init; }

    /// <summary>What tables print.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is an allowance: tokens per item that do not belong to a call.</summary>
    public bool IsAllowance { get; init; }

    /// <summary>Whether it is a line of operations: money per item or per run, independent of units.</summary>
    public bool IsOperationsLine { get; init; }

    /// <summary>Whether it has no units (allowance or operations): its sources count once per item.</summary>
    public bool IsBesideTheUnits => IsAllowance || IsOperationsLine;

    /// <summary>Whether it has costs other than tokens.</summary>
    public bool HasOperations => Totals.Any(total => total.IsOperations);

    /// <summary>Whether its calls cost anything beside their tokens.</summary>
    public bool HasFees => Totals.Any(total => total.IsFee);

    /// <summary>Whether it has neither billed calls nor tokens.</summary>
    public bool IsLocal => Sources.Count == 0;

    /// <summary>How units pass through the phase.</summary>
    public required Passage Passage { get; init; }

    /// <summary>What is added to the totals when units pass for the first time, for each kind of call.</summary>
    public IReadOnlyList<CallSource> Sources => [.. Passage.Pools.SelectMany(pool => pool.Sources)];

    /// <summary>Bounds of an item's units; zero for phases without units.</summary>
    public UnitsOfPhase Units { get; init; } = new(Bounds.Zero, Bounds.Zero, Bounds.Zero);

    /// <summary>Sums over the run's items that run-level factors then multiply.</summary>
    public required IReadOnlyList<Total> Totals { get; init; }

    /// <summary>The ends of the parts with rows of their own in tables: first calls, repeated calls, corrections; for one item.</summary>
    public required IReadOnlyList<PhasePart> Parts { get; init; }

    /// <summary>The ends of the phase for one item, computed from the supports.</summary>
    public required MeasureBounds SupportPerItem { get; init; }

    public required MeasureBounds DrawablePerItem { get; init; }

    /// <summary>
    /// Whether its sums are limited to <see cref="DrawablePerItem"/>, which is less than the greatest product of what can be drawn.
    /// </summary>
    public bool IsHeld { get; init; }

    /// <summary>The per-run part of a run's ends, whatever its items.</summary>
    public MeasureBounds SupportPerRun { get; init; } = MeasureBounds.Zero;

    public MeasureBounds DrawablePerRun { get; init; } = MeasureBounds.Zero;

    /// <summary>The ends of the phase in a run of the given number of items, computed from the supports.</summary>
    public MeasureBounds Support(double items) => SupportPerItem * items + SupportPerRun;

    /// <summary>The range that the engine can draw in a run of the given number of items.</summary>
    public MeasureBounds Drawable(double items) => DrawablePerItem * items + DrawablePerRun;

    /// <summary>The part of the cost of one item, in USD, that is billed output.</summary>
    public required Bounds OutputCostPerItem { get; init; }

    /// <summary>The input of one item by price, if some of it may be read from a cache; otherwise null.</summary>
    public InputParts? InputPartsPerItem { get; init; }

    /// <summary>How the phase is simulated, and why, in words.</summary>
    public required string Drawing { get; init; }
}

/// <summary>A part of a phase with its own row in tables.</summary>
/// <param name="Name">What tables print: "first calls", or the retry's name.</param>
/// <param name="SupportPerItem">Its ends for one item.</param>
public sealed record PhasePart(string Name, MeasureBounds SupportPerItem);

/// <summary>A rule that selects some of an item's units: by a probability, drawn or rounded.</summary>
/// <param name="Chance">The probability; run and item parts only.</param>
/// <param name="Rounded">round(units × chance) instead of a draw per unit.</param>
/// <param name="Stream">The stream of the draws.</param>
public sealed record CountRule(Factor Chance, bool Rounded, uint Stream)
{
    /// <summary>
    /// round(units × share), half to even. A share is written in decimals, so a product as close to a half as its binary form allows is
    /// that half: 300 × 0.035 is 10.5, which double has as 10.500000000000002.
    /// </summary>
    public static double Round(double units, double share)
    {
        const double BinaryError = 1e-12;
        var product = units * share;
        var half = Math.Floor(product) + 0.5;
        return Math.Round(Math.Abs(product - half) <= product * BinaryError ? half : product);
    }
}

/// <summary>Repeated calls.</summary>
/// <param name="Rate">The probability that a call is refused; run and item parts only.</param>
/// <param name="Streams">The stream of the refusals of each round; as many as there are rounds.</param>
/// <param name="CapPerItem">The greatest number of repeated calls of an item, or <see cref="int.MaxValue"/>.</param>
public sealed record RetryPlan(Factor Rate, IReadOnlyList<uint> Streams, int CapPerItem)
{
    /// <summary>The stream of the refusals after the last round, if those units are dropped; null if they go on.</summary>
    public uint? FailedStream { get; init; }

    /// <summary>Whether refused calls are billed; else the calls are those of the units that are left at the end.</summary>
    public bool IsBilled { get; init; } = true;

    /// <summary>The streams that choose among the pools' units under a cap, by round; empty for a single pool.</summary>
    public IReadOnlyList<uint> CapStreams { get; init; } = [];

    /// <summary>The rerun of each round; empty if only the call is repeated.</summary>
    public IReadOnlyList<Rerun> Reruns { get; init; } = [];
}

/// <summary>A sum over a run's items, to be multiplied by a constant and by run-level draws.</summary>
/// <param name="IsOutput">Whether it is billed output; else input.</param>
/// <param name="Constant">Tokens; USD of operations.</param>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="PricePicoUsd">
/// Picodollars per token; for a part of another total, the surcharge on its tokens, negative for a discount.
/// </param>
public sealed record Total(bool IsOutput, double Constant, IReadOnlyList<int> RunDraws, long PricePicoUsd)
{
    /// <summary>Whether it is USD of operations instead of tokens: the constant is then in USD, and there is no price.</summary>
    public bool IsOperations { get; init; }

    /// <summary>Whether it is USD of fees for calls, a part of the token cost: its constant is in USD, and there is no price.</summary>
    public bool IsFee { get; init; }

    /// <summary>Whether it is in USD, not in tokens.</summary>
    public bool IsUsd => IsOperations || IsFee;

    /// <summary>Whether it is a per-run amount: it starts at 1, and items do not add to it.</summary>
    public bool IsPerRun { get; init; }

    /// <summary>
    /// Index of the earlier total that already counts these tokens, of which they are a part; they cannot exceed it. Null if the tokens are
    /// counted here.
    /// </summary>
    public int? PartOf { get; init; }

    /// <summary>
    /// Whether it is <see cref="PartOf"/>, with its run-level draws, times <see cref="RunDraws"/>: a share that is the same for all items.
    /// Then calls do not add to it.
    /// </summary>
    public bool TakesSum { get; init; }
}

/// <summary>One kind of call of a phase, and the sums it adds to.</summary>
/// <param name="Round">0 for first calls; r for calls repeated in round r.</param>
/// <param name="Terms">What each of its calls adds.</param>
/// <param name="BilledCalls">Whether its calls count as calls; an allowance's do not.</param>
/// <param name="OneByOne">
/// The part that needs the tokens of individual calls; terms cover the rest. Null if sums are enough.
/// </param>
public sealed record CallSource(int Round, IReadOnlyList<Term> Terms, bool BilledCalls, SingleSource? OneByOne = null)
{
    /// <summary>Draws of one call.</summary>
    public int DrawsPerCall =>
        Terms.Sum(term => term.Calls.Length)
            + (OneByOne is null ? 0 : OneByOne.Input.Concat(OneByOne.Output).Sum(product => product.Calls.Length));
}

/// <summary>
/// Calls whose tokens are needed individually: an output cap cuts each call, or the price depends on the call's input.
/// </summary>
/// <param name="Input">Input tokens of a call: the sum of these products.</param>
/// <param name="Output">Output tokens of a call before the cap.</param>
/// <param name="OutputMax">The cap, or infinity.</param>
/// <param name="LongAbove">Input tokens above which a call is a long one, or infinity.</param>
/// <param name="Totals">
/// Indices of the phase's totals: input and output of calls that are not long, input and output of those that are.
/// </param>
public sealed record SingleSource(
    IReadOnlyList<ProductPlan> Input, IReadOnlyList<ProductPlan> Output, double OutputMax, double LongAbove,
    (int Input, int Output, int LongInput, int LongOutput) Totals)
{
    /// <summary>
    /// Output tokens above which a call is cut, billed, and asked again with the same input and up to <see cref="OutputMax"/>; or infinity.
    /// </summary>
    public double AskedAgainAbove { get; init; } = double.PositiveInfinity;

    /// <summary>Whether calls that are cut are asked again: then each of them is two.</summary>
    public bool IsAskedAgain => double.IsFinite(AskedAgainAbove);

    /// <summary>Output tokens above which a call is cut, or infinity.</summary>
    public double CutAbove => Math.Min(AskedAgainAbove, OutputMax);

    /// <summary>The greatest billed output of a call and its repetition, or infinity.</summary>
    public double BilledOutputMax => BilledOutput(double.PositiveInfinity);

    /// <summary>Bounds of the billed input of a call and its repetition.</summary>
    /// <param name="input">Bounds of its input.</param>
    public Bounds BilledInput(Bounds input) => IsAskedAgain ? input with { Max = 2 * input.Max } : input;

    /// <summary>Bounds of the billed output of a call and its repetition.</summary>
    /// <param name="output">Bounds of its output before the cap.</param>
    public Bounds BilledOutput(Bounds output) => new(BilledOutput(output.Min), BilledOutput(output.Max));

    private double BilledOutput(double tokens) => Math.Min(tokens, OutputMax) + (tokens > AskedAgainAbove ? AskedAgainAbove : 0);

    /// <summary>The calls for a kernel, with these products.</summary>
    public SingleCalls ToKernel(CallProduct[] input, CallProduct[] output) =>
        new(input, output, (float)OutputMax, (float)LongAbove) { AskedAgainAbove = (float)AskedAgainAbove };
}

/// <summary>A product of all factors of a call's tokens.</summary>
/// <param name="Constant">The constant part.</param>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="ItemProduct">Index of <see cref="Plan.ItemProducts"/>.</param>
/// <param name="Calls">What each call draws anew.</param>
public sealed record ProductPlan(double Constant, IReadOnlyList<int> RunDraws, int ItemProduct, CallFactor[] Calls);

/// <summary>What each call of a source adds to a total: a product of item-level and call-level draws.</summary>
/// <param name="Total">Index of the phase's total.</param>
/// <param name="ItemProduct">Index of <see cref="Plan.ItemProducts"/>.</param>
/// <param name="Calls">What each call draws anew; empty if all calls of an item add the same.</param>
public sealed record Term(int Total, int ItemProduct, CallFactor[] Calls);
