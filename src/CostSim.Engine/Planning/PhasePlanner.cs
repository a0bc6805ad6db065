using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>One phase to its plan: counts, sums, bounds and the words that explain them.</summary>
internal sealed class PhasePlanner(Phase phase, FactorBook book, StreamNames streams, ItemProducts products, Bounds unitsIn)
{
    private readonly TotalsBook _totals = new(book, products);

    /// <summary>Bounds of an item's units after the phase; known once it is built.</summary>
    public Bounds UnitsOut { get; private set; }

    public PhasePlan Build()
    {
        var path = $"phases.{phase.Id}";
        var share = Rule(phase.Share, $"{path}.share");
        var keep = Rule(phase.Keep, $"{path}.keep");
        var taken = CountBounds.Taken(unitsIn, share) * phase.Split;
        UnitsOut = share is null ? CountBounds.Taken(taken, keep) : CountBounds.PassedAndKept(unitsIn, share, keep);
        var parts = new List<Part>();
        var retry = phase.Retry is null ? null : PlanRetry(phase.Retry, $"{path}.retry");
        if (phase.Call is { } call)
        {
            parts.Add(new Part(phase.Retry is null ? "calls" : "first calls", taken, PerCall(call, null)));
            AddSource(call, null, 0, "first");
            if (phase.Retry is { } repeated)
                AddRetries(call, repeated, retry!, taken, parts);
        }

        return new PhasePlan
        {
            Id = phase.Id,
            Name = phase.Name ?? phase.Id,
            Share = share,
            Split = phase.Split,
            Retry = retry,
            Keep = keep,
            Totals = _totals.Totals,
            Sources = _totals.Sources,
            Parts = [.. parts.Select(part => new PhasePart(part.Name, part.Bounds(drawable: false)))],
            SupportPerItem = parts.Aggregate(MeasureBounds.Zero, (sum, part) => sum + part.Bounds(drawable: false)),
            DrawablePerItem = parts.Aggregate(MeasureBounds.Zero, (sum, part) => sum + part.Bounds(drawable: true)),
            OutputCostPerItem = parts.Aggregate(Bounds.Zero, (sum, part) => sum + part.OutputCost),
            Drawing = Describe(),
        };
    }

    /// <summary>An allowance is a phase of one call an item that is not counted as a call.</summary>
    public static PhasePlan BuildAllowance(Allowance allowance, PricedModel model, FactorBook book, ItemProducts products)
    {
        var totals = new TotalsBook(book, products);
        var input = allowance.InputTokensPerItem is { } i ? new Amount[][] { [i] } : [];
        var output = allowance.OutputTokensPerItem is { } o ? new Amount[][] { [o] } : [];
        totals.AddSource(input, output, model.Price, new CallSite(null, "", 0), billed: false);
        var part = new Part(allowance.Name, Bounds.Of(1), CallBounds.Of(book, input, output, model.Price)) { Counted = false };
        return new PhasePlan
        {
            Id = allowance.Name,
            Name = allowance.Name,
            IsAllowance = true,
            Totals = totals.Totals,
            Sources = totals.Sources,
            Parts = [new PhasePart(allowance.Name, part.Bounds(drawable: false))],
            SupportPerItem = part.Bounds(drawable: false),
            DrawablePerItem = part.Bounds(drawable: true),
            OutputCostPerItem = part.OutputCost,
            Drawing = "an amount for each item; no calls",
        };
    }

    /// <summary>A line of operations: so many USD for each item, and for the run.</summary>
    /// <param name="name">What tables print.</param>
    /// <param name="usdPerRun">Run level, or null for none.</param>
    /// <param name="usdPerItem">Run or item level, or null for none.</param>
    public static PhasePlan BuildOperations(string name, Amount? usdPerRun, Amount? usdPerItem, FactorBook book, ItemProducts products)
    {
        var totals = new TotalsBook(book, products);
        if (usdPerItem is not null)
            totals.AddOperations([[usdPerItem]], new CallSite(null, "", 0));
        if (usdPerRun is not null)
            totals.AddOperationsOfRun([usdPerRun]);
        return new PhasePlan
        {
            Id = name,
            Name = name,
            IsOperationsLine = true,
            Totals = totals.Totals,
            Sources = totals.Sources,
            Parts = [],
            SupportPerItem = Usd(usdPerItem, factor => factor.Support),
            DrawablePerItem = Usd(usdPerItem, factor => factor.Drawable),
            SupportPerRun = Usd(usdPerRun, factor => factor.Support),
            DrawablePerRun = Usd(usdPerRun, factor => factor.Drawable),
            OutputCostPerItem = Bounds.Zero,
            Drawing = "money beside the calls",
        };

        MeasureBounds Usd(Amount? amount, Func<Factor, Bounds> ends) =>
            amount is null ? MeasureBounds.Zero : MeasureBounds.Zero with { Operations = ends(book.Of(amount)) };
    }

    private void AddRetries(Call call, Retry repeated, RetryPlan retry, Bounds taken, List<Part> parts)
    {
        var rounds = CountBounds.Repeated(taken, retry.Rate.Support, repeated);
        var name = repeated.Name ?? "retries";
        if (repeated.Fix is { } fix)
        {
            parts.Add(new Part(name, rounds, PerCall(fix, null)));
            name = "repeated calls";
        }

        parts.Add(new Part(name, rounds, PerCall(call, repeated.ExtraInputTokens)));
        for (var round = 1; round <= repeated.Rounds; round++)
        {
            if (repeated.Fix is { } correction)
                AddSource(correction, null, round, "fix");
            AddSource(call, repeated.ExtraInputTokens, round, "retry");
        }
    }

    private void AddSource(Call call, Amount? extraInput, int round, string kind)
    {
        var (input, output) = (InputProducts(call, extraInput), OutputProducts(call.Output));
        var site = new CallSite(streams, round == 0 ? $"{phase.Id}/{kind}" : string.Create(CultureInfo.InvariantCulture, $"{phase.Id}/{kind}{round}"), round);
        var bounds = PerCall(call, extraInput);
        // A cap or a limit that no call can reach changes nothing, and lets the calls be summed.
        var cap = call.MaxOutputTokens is { } most && most < bounds.DrawableOutputBeforeCap.Max ? most : double.PositiveInfinity;
        var longer = call.Model.Price.LongContext is { } price && price.AboveInputTokens < bounds.DrawableInput.Max ? price : null;
        if (double.IsFinite(cap) || longer is not null)
            _totals.AddSingleSource(input, output, call.Model.Price, cap, longer, site);
        else
            _totals.AddSource(input, output, call.Model.Price, site, billed: true);
    }

    private static Amount[][] InputProducts(Call call, Amount? extra) => extra is null ? [[call.InputTokens]] : [[call.InputTokens], [extra]];

    /// <summary>Billed output as a sum of products of amounts.</summary>
    private static Amount[][] OutputProducts(Output output) => output switch
    {
        BilledOutput billed => [[billed.Tokens]],
        OverheadOutput overhead => [[overhead.VisibleTokens, overhead.BilledPerVisible]],
        ReasoningOutput reasoning => [[reasoning.VisibleTokens], [reasoning.ReasoningTokens]],
        _ => throw new ArgumentException($"{output.GetType().Name} is no output", nameof(output)),
    };

    private CallBounds PerCall(Call call, Amount? extraInput) =>
        CallBounds.Of(book, InputProducts(call, extraInput), OutputProducts(call.Output), call.Model.Price, call.MaxOutputTokens);

    private CountRule? Rule(Amount? chance, string path) =>
        chance is null ? null : new CountRule(book.Of(chance), phase.RoundedCounts, streams.Of($"{path}/draw"));

    private RetryPlan PlanRetry(Retry retry, string path) => new(
        book.Of(retry.Rate),
        [.. Enumerable.Range(1, retry.Rounds).Select(round => streams.Of(string.Create(CultureInfo.InvariantCulture, $"{path}/draw{round}")))],
        retry.CapPerItem ?? int.MaxValue);

    private string Describe()
    {
        if (phase.Call is null)
            return (phase.Keep ?? phase.Share, phase.RoundedCounts) switch
            {
                (null, _) => "no draw",
                (_, true) => "units counted by rounding, item by item",
                _ => "a draw for each unit",
            };
        var first = _totals.Sources[0];
        var draws = first.DrawsPerCall;
        return string.Create(CultureInfo.InvariantCulture, $"call by call, {draws} {(draws == 1 ? "draw" : "draws")} a call")
            + (phase.Retry is null ? "" : "; a draw for each refusal")
            + (first.OneByOne is { OutputMax: < double.PositiveInfinity } capped ? string.Create(CultureInfo.InvariantCulture, $"; each cut at {capped.OutputMax:N0} output tokens") : "")
            + (first.OneByOne is { LongAbove: < double.PositiveInfinity } tiered ? string.Create(CultureInfo.InvariantCulture, $"; dearer above {tiered.LongAbove:N0} input tokens") : "");
    }
}
