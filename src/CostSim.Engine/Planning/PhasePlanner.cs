using System.Globalization;
using CostSim.Engine.Execution;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>Plans one phase: the totals of all its passages, their bounds and the words that explain them.</summary>
internal sealed class PhasePlanner(Phase phase, FactorBook book, StreamNames streams, ItemProducts products)
{
    private const double TokensOfCallMax = 1e30;

    private readonly TotalsBook _totals = new(book, products);
    private readonly List<Part> _parts = [];

    public Phase Phase => phase;

    /// <summary>Maximum number of an item's units that the remaining passages can repeat.</summary>
    public double CapLeft { get; set; } = phase.Retry?.CapPerItem ?? double.PositiveInfinity;

    /// <summary>The plan, once all passages are planned.</summary>
    /// <param name="passage">The first one.</param>
    /// <param name="units">Ends of an item's units.</param>
    public PhasePlan Build(Passage passage, UnitsOfPhase units)
    {
        // A part with several passages or groups is one row.
        var parts = _parts.GroupBy(part => part.Name).Select(same => new PhasePart(same.Key, Sum(same, drawable: false)));
        return new PhasePlan
        {
            Id = phase.Id,
            Name = phase.Name ?? phase.Id,
            Passage = passage,
            Units = units,
            Totals = _totals.Totals,
            Parts = [.. parts],
            SupportPerItem = Sum(_parts, drawable: false),
            DrawablePerItem = Sum(_parts, drawable: true),
            IsHeld = _parts.Any(part => part.IsHeld),
            OutputCostPerItem = _parts.Aggregate(Bounds.Zero, (sum, part) => sum + part.OutputCost),
            InputPartsPerItem = _parts.Any(part => part.Call?.Tokens.Apart.Count > 0)
                ? _parts.Where(part => part.Call is not null).Select(part => part.Input).Aggregate((sum, part) => sum + part) : null,
            Drawing = Describe(passage),
        };

        static MeasureBounds Sum(IEnumerable<Part> parts, bool drawable) =>
            parts.Aggregate(MeasureBounds.Zero, (sum, part) => sum + part.Bounds(drawable));
    }

    /// <summary>The calls of one pool in one passage, with those of its retry.</summary>
    /// <param name="labels">The labels of its units, or of any of them if labels do not matter.</param>
    /// <param name="mark">The suffix of its streams' names.</param>
    /// <param name="first">First calls of an item.</param>
    /// <param name="repeated">Calls of an item that a retry repeats.</param>
    /// <param name="rounds">Rounds of the retry that are planned.</param>
    /// <param name="rerun">The name of the rerun that the passage belongs to, or null.</param>
    public IReadOnlyList<CallSource> AddCalls(
        Labels labels, string mark, Bounds first, Bounds repeated, int rounds, string? rerun)
    {
        var retry = phase.Retry is { RerunFrom: null, IsBilled: true } plain ? plain : null;
        if (phase.UsdPerUnit is { } usd)
        {
            AddUnits(rerun ?? (retry is null ? "units" : "first units"), labels.Choose(usd), first,
                new CallSite(streams, $"{phase.Id}/first{mark}", 0));
            for (var round = 1; retry is not null && round <= rounds; round++)
                AddUnits(retry.Name ?? "repeated units", labels.Choose(usd), round == 1 ? repeated : Bounds.Zero, Repeated("retry", round));
        }
        else if (phase.Call is { } call)
        {
            var own = Choose(call, labels);
            var isRepeated = retry is not null || own.CutRetry is not null;
            _parts.Add(new Part(rerun ?? (isRepeated ? "first calls" : "calls"), first, PerCall(own, null)));
            if (own.CutRetry is { } cutRetry)
                AddCutRetries(own, cutRetry);
            AddSource(own, null, new CallSite(streams, $"{phase.Id}/first{mark}", 0));
            if (retry is not null)
                AddRetries(own, retry);
        }

        return _totals.TakeSources();

        // The source of first calls has these calls as well: they are as long as the first would have been.
        void AddCutRetries(Call own, CutRetry cutRetry)
        {
            var (tokens, cap) = (CallTokens.Of(own, null), own.MaxOutputTokens!.Value);
            var before = PerCall(own, null).Support.OutputBeforeCap;
            _parts.Add(new Part(
                cutRetry.Name ?? "asked again", first * new Bounds(before.Min > cap ? 1 : 0, before.Max > cap ? 1 : 0),
                CallBounds.Of(book, tokens, cutRetry.MaxOutputTokens, cap)));
        }

        void AddRetries(Call own, Retry retry)
        {
            var name = retry.Name ?? "retries";
            var fix = retry.Fix is null ? null : Choose(retry.Fix, labels);
            var extra = retry.ExtraInputTokens is null ? null : labels.Choose(retry.ExtraInputTokens);
            if (fix is not null)
            {
                _parts.Add(new Part(name, repeated, PerCall(fix, null)));
                name = "repeated calls";
            }

            _parts.Add(new Part(name, repeated, PerCall(own, extra)));
            for (var round = 1; round <= rounds; round++)
            {
                if (fix is not null)
                    AddSource(fix, null, Repeated("fix", round));
                AddSource(own, extra, Repeated("retry", round));
            }
        }

        CallSite Repeated(
            string kind, int round) => new(streams, string.Create(CultureInfo.InvariantCulture, $"{phase.Id}/{kind}{round}{mark}"), round);
    }

    /// <summary>Whether calls depend on the labels of units.</summary>
    public bool DependsOnLabels =>
        new[] { phase.UsdPerUnit, phase.Retry?.Rate, phase.Retry?.ExtraInputTokens }.Any(
            amount => amount is not null && Labels.DependsOnLabels(amount))
        || phase.Calls.Any(
            call => !ReferenceEquals(Map(call, amount => Labels.DependsOnLabels(amount) ? new Certain("", 0) : amount), call));

    private static Call Choose(Call call, Labels labels) => Map(call, labels.Choose);

    /// <summary>The call with every amount replaced; the call itself if nothing changes.</summary>
    private static Call Map(Call call, Func<Amount, Amount> replace)
    {
        var (input, output) = (replace(call.InputTokens), call.Output);
        output = output switch
        {
            BilledOutput billed when replace(billed.Tokens) is var tokens && tokens != billed.Tokens => new BilledOutput(tokens),
            OverheadOutput over when (replace(over.VisibleTokens), replace(over.BilledPerVisible)) is var (visible, ratio)
                && (visible != over.VisibleTokens || ratio != over.BilledPerVisible) => new OverheadOutput(visible, ratio),
            ReasoningOutput reasoning when (replace(reasoning.VisibleTokens), replace(reasoning.ReasoningTokens)) is var (visible, thought)
                && (visible != reasoning.VisibleTokens || thought != reasoning.ReasoningTokens) => new ReasoningOutput(visible, thought),
            _ => output,
        };
        var fees = call.Fees.Any(fee => replace(fee.Usd) != fee.Usd)
            ? [.. call.Fees.Select(fee => fee with { Usd = replace(fee.Usd) })] : call.Fees;
        return input == call.InputTokens && ReferenceEquals(output, call.Output) && ReferenceEquals(fees, call.Fees) ? call
            : call with { InputTokens = input, Output = output, Fees = fees };
    }

    private void AddUnits(string name, Amount usd, Bounds units, CallSite site)
    {
        if (site.Round <= 1)
            _parts.Add(new Part(name, units, null) { Usd = (book.EndsOf(usd, factor => factor.Support), Part.Held(book, usd)) });
        _totals.AddOperations(CallTokens.WrittenOut(usd), site);
    }

    /// <summary>An allowance is a phase with one call per item that is not counted as a call.</summary>
    public static PhasePlan BuildAllowance(int index, Allowance allowance, PricedModel model, FactorBook book, ItemProducts products)
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
            Passage = Beside(index, totals),
            Totals = totals.Totals,
            Parts = [new PhasePart(allowance.Name, part.Bounds(drawable: false))],
            SupportPerItem = part.Bounds(drawable: false),
            DrawablePerItem = part.Bounds(drawable: true),
            IsHeld = part.IsHeld,
            OutputCostPerItem = part.OutputCost,
            Drawing = "an amount for each item; no calls",
        };
    }

    /// <summary>A line of operations: USD per item, and per run.</summary>
    /// <param name="index">Its index among the phases of the plan.</param>
    /// <param name="name">What tables print.</param>
    /// <param name="usdPerRun">Run level, or null for none.</param>
    /// <param name="usdPerItem">Run or item level, or null for none.</param>
    public static PhasePlan BuildOperations(
        int index, string name, Amount? usdPerRun, Amount? usdPerItem, FactorBook book, ItemProducts products)
    {
        var totals = new TotalsBook(book, products);
        if (usdPerItem is not null)
            totals.AddOperations(CallTokens.WrittenOut(usdPerItem), new CallSite(null, "", 0));
        if (usdPerRun is not null)
            CallTokens.WrittenOut(usdPerRun).ToList().ForEach(totals.AddOperationsOfRun);
        return new PhasePlan
        {
            Id = name,
            Name = name,
            IsOperationsLine = true,
            Passage = Beside(index, totals),
            Totals = totals.Totals,
            Parts = [],
            SupportPerItem = Usd(usdPerItem, factor => factor.Support),
            DrawablePerItem = Held(usdPerItem),
            SupportPerRun = Usd(usdPerRun, factor => factor.Support),
            DrawablePerRun = Held(usdPerRun),
            OutputCostPerItem = Bounds.Zero,
            Drawing = "money apart from the calls",
        };

        MeasureBounds Held(
            Amount? amount) => amount is null ? MeasureBounds.Zero : MeasureBounds.Zero with { Operations = Part.Held(book, amount) };

        MeasureBounds Usd(Amount? amount, Func<Factor, Bounds> ends) =>
            amount is null ? MeasureBounds.Zero : MeasureBounds.Zero with { Operations = book.EndsOf(amount, ends) };
    }

    /// <summary>The sources of phases without units, once per item.</summary>
    private static Passage Beside(int index, TotalsBook totals) => new() { Phase = index, Pools = [new Pool([], totals.Sources, null)] };

    private void AddSource(Call call, Amount? extraInput, CallSite site)
    {
        var tokens = CallTokens.Of(call, extraInput);
        var bounds = PerCall(call, extraInput);
        RequireFinite(Math.Max(bounds.Drawable.Input.Max, bounds.Drawable.OutputBeforeCap.Max));
        // A cap or limit that no call can reach has no effect, so the calls can be summed.
        var limits = OutputLimits.Of(call, bounds.Drawable.OutputBeforeCap.Max);
        var longer = call.Model.Price.LongContext is { } price && price.AboveInputTokens < bounds.Drawable.Input.Max ? price : null;
        if (limits.IsAny || longer is not null)
            _totals.AddSingleSource(tokens, limits, longer, site);
        else
            _totals.AddSource(tokens, site, billed: true);
    }

    /// <summary>A cap is applied to what is drawn, which a kernel must be able to hold.</summary>
    private void RequireFinite(double tokens)
    {
        if (!(tokens <= TokensOfCallMax))
            throw new ScenarioTooLargeException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"phases.{phase.Id}: a call can come to {tokens:0.#e+0} tokens before any cap; at most {TokensOfCallMax:0.#e+0}. ")
                + """Narrow the wide amount or truncate it, as in { "90%": [300, 3000], "truncate": [0, 20000] }""");
    }

    private CallBounds PerCall(Call call, Amount? extraInput) => CallBounds.Of(book, CallTokens.Of(call, extraInput), call.MaxOutputTokens);

    private string Describe(Passage passage)
    {
        if (phase.Call is null && phase.UsdPerUnit is null)
            return phase.Retry is not null ? "a draw for each refusal"
                : phase.Route.Count > 0 || phase.Duplicate is not null ? "a draw for each unit"
                : (phase.Keep ?? phase.Share, phase.RoundedCounts) switch
                {
                    (null, _) => "no draw",
                    (_, true) => "units counted by rounding, item by item",
                    _ => "a draw for each unit",
                };
        // The effect of caches on the price of individual calls is a separate source with the same draws.
        var first = passage.Pools[0].Sources[0];
        var draws = first.DrawsPerCall;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(phase.Call is null ? "unit by unit" : "call by call")}, {draws} {(draws == 1 ? "draw" : "draws")} a "
                + $"{(phase.Call is null ? "unit" : "call")}")
            + (phase.Retry is null ? "" : "; a draw for each refusal")
            + (first.OneByOne is { CutAbove: < double.PositiveInfinity } capped
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"; each cut at {capped.CutAbove:N0} output tokens{(capped.IsAskedAgain ? " and asked again" : "")}") : "")
            + (first.OneByOne is { LongAbove: < double.PositiveInfinity } tiered
                ? string.Create(CultureInfo.InvariantCulture, $"; higher price above {tiered.LongAbove:N0} input tokens") : "");
    }
}
