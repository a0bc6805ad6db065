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
            InputPartsPerItem = parts.Any(part => part.Call.Tokens.Cached.Count > 0) ? parts.Select(part => part.Input).Aggregate((sum, part) => sum + part) : null,
            Drawing = Describe(),
        };
    }

    /// <summary>An allowance is a phase of one call an item that is not counted as a call.</summary>
    public static PhasePlan BuildAllowance(Allowance allowance, PricedModel model, FactorBook book, ItemProducts products)
    {
        var totals = new TotalsBook(book, products);
        var tokens = new CallTokens(
            allowance.InputTokensPerItem is { } input ? CallTokens.WrittenOut(input) : [], [],
            allowance.OutputTokensPerItem is { } output ? CallTokens.WrittenOut(output) : [], model.Price);
        totals.AddSource(tokens, new CallSite(null, "", 0), billed: false);
        var part = new Part(allowance.Name, Bounds.Of(1), CallBounds.Of(book, tokens)) { Counted = false };
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

    private void AddSource(Call call, Amount? extraInput, int round, string kind)
    {
        var tokens = CallTokens.Of(call, extraInput);
        var site = new CallSite(streams, round == 0 ? $"{phase.Id}/{kind}" : string.Create(CultureInfo.InvariantCulture, $"{phase.Id}/{kind}{round}"), round);
        var bounds = PerCall(call, extraInput);
        // A cap or a limit that no call can reach changes nothing, and lets the calls be summed.
        var cap = call.MaxOutputTokens is { } most && most < bounds.Drawable.OutputBeforeCap.Max ? most : double.PositiveInfinity;
        var longer = call.Model.Price.LongContext is { } price && price.AboveInputTokens < bounds.Drawable.Input.Max ? price : null;
        if (double.IsFinite(cap) || longer is not null)
            _totals.AddSingleSource(tokens, cap, longer, site);
        else
            _totals.AddSource(tokens, site, billed: true);
    }

    private CallBounds PerCall(Call call, Amount? extraInput) => CallBounds.Of(book, CallTokens.Of(call, extraInput), call.MaxOutputTokens);

    private CountRule? Rule(Amount? chance, string path) =>
        chance is null ? null : new CountRule(book.ChanceOf(chance), phase.RoundedCounts, streams.Of($"{path}/draw"));

    private RetryPlan PlanRetry(Retry retry, string path) => new(
        book.ChanceOf(retry.Rate),
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
        // What a cache changes of the price of single calls is a source of its own, of the same draws.
        var first = _totals.Sources[0];
        var draws = first.DrawsPerCall;
        return string.Create(CultureInfo.InvariantCulture, $"call by call, {draws} {(draws == 1 ? "draw" : "draws")} a call")
            + (phase.Retry is null ? "" : "; a draw for each refusal")
            + (first.OneByOne is { OutputMax: < double.PositiveInfinity } capped ? string.Create(CultureInfo.InvariantCulture, $"; each cut at {capped.OutputMax:N0} output tokens") : "")
            + (first.OneByOne is { LongAbove: < double.PositiveInfinity } tiered ? string.Create(CultureInfo.InvariantCulture, $"; dearer above {tiered.LongAbove:N0} input tokens") : "");
    }
}
