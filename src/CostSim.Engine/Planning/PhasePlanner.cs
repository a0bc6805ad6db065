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
        var part = new Part(allowance.Name, Bounds.Of(1), PerCall(book, input, output, model.Price)) { Counted = false };
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

    private void AddSource(Call call, Amount? extraInput, int round, string kind) => _totals.AddSource(
        InputProducts(call, extraInput), OutputProducts(call.Output), call.Model.Price,
        new CallSite(streams, round == 0 ? $"{phase.Id}/{kind}" : string.Create(CultureInfo.InvariantCulture, $"{phase.Id}/{kind}{round}"), round),
        billed: true);

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
        PerCall(book, InputProducts(call, extraInput), OutputProducts(call.Output), call.Model.Price);

    private static CallBounds PerCall(FactorBook book, Amount[][] input, Amount[][] output, Price price)
    {
        return new CallBounds(Sum(input, f => f.Support), Sum(output, f => f.Support), Sum(input, f => f.Drawable), Sum(output, f => f.Drawable), price);

        Bounds Sum(Amount[][] products, Func<Factor, Bounds> ends) => products.Aggregate(
            Bounds.Zero, (sum, product) => sum + product.Aggregate(Bounds.Of(1), (value, amount) => value * ends(book.Of(amount))));
    }

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
        var draws = _totals.Sources[0].Terms.Sum(term => term.Calls.Length);
        return string.Create(CultureInfo.InvariantCulture, $"call by call, {draws} {(draws == 1 ? "draw" : "draws")} a call")
            + (phase.Retry is null ? "" : "; a draw for each refusal");
    }

    /// <summary>Bounds of one call of a part.</summary>
    private sealed record CallBounds(Bounds Input, Bounds Output, Bounds DrawableInput, Bounds DrawableOutput, Price Price);

    /// <summary>A part of the phase: so many calls an item, of such bounds each.</summary>
    private sealed record Part(string Name, Bounds Calls, CallBounds Call)
    {
        private const double UsdPerPicoUsd = 1e-12;

        public bool Counted { get; init; } = true;

        public Bounds OutputCost => Calls * Call.Output * (Call.Price.OutputPicoUsd * UsdPerPicoUsd);

        public MeasureBounds Bounds(bool drawable)
        {
            var input = Calls * (drawable ? Call.DrawableInput : Call.Input);
            var output = Calls * (drawable ? Call.DrawableOutput : Call.Output);
            var cost = input * (Call.Price.InputPicoUsd * UsdPerPicoUsd) + output * (Call.Price.OutputPicoUsd * UsdPerPicoUsd);
            return new MeasureBounds(cost, input, output, Counted ? Calls : Planning.Bounds.Zero);
        }
    }
}
