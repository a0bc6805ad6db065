using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// The scenario language, read aloud: items one after the other, units one after the other, calls one after the other, each with draws of
/// its own. It walks the scenario itself and shares no code with the engine's planning, execution or kernels.
/// </summary>
internal sealed class NaiveInterpreter(Scenario scenario, long items, ulong seed, bool fixRun = false)
{
    private readonly Xoshiro _random = new(seed);
    private readonly NaiveClock _clock = new();
    private readonly Dictionary<string, NaiveAmount> _amounts = [];
    private double[] _row = [];

    /// <summary>For each phase how many units of the item may still be repeated there.</summary>
    private readonly Dictionary<int, int> _capLeft = [];

    /// <summary>
    /// The values of each measure of each scope, trial by trial: scope 0 is the run, then come the phases, then the allowances.
    /// </summary>
    public TrialTable Run(int trials)
    {
        var table = new TrialTable(1 + scenario.Phases.Count + scenario.Allowances.Count, trials)
        {
            Measures = scenario.Phases.Any(phase => phase.UsdPerUnit is not null) ? Measures.WithOperations : Measures.OfTokens,
        };
        for (var trial = 0; trial < trials; trial++)
        {
            _row = new double[table.Columns];
            _clock.Trial++;
            for (long item = 0; item < items; item++)
                RunItem();
            table.Write(trial, _row);
        }

        return table;
    }

    private void RunItem()
    {
        _clock.Item++;
        _capLeft.Clear();
        var pass = new NaivePass(null);
        List<NaiveUnit> units = [new NaiveUnit([])];
        for (var p = 0; p < scenario.Phases.Count; p++)
            units = RunPhase(p, units, pass);
        for (var a = 0; a < scenario.Allowances.Count; a++)
        {
            var allowance = scenario.Allowances[a];
            var input = allowance.InputTokensPerItem is { } i ? Value(i, new NaiveUnit([])) : 0;
            var output = allowance.OutputTokensPerItem is { } o ? Value(o, new NaiveUnit([])) : 0;
            Book(1 + scenario.Phases.Count + a, input, output, scenario.Model.Price, calls: 0);
        }
    }

    /// <summary>Passes units through a phase: returns those that go on.</summary>
    private List<NaiveUnit> RunPhase(int p, List<NaiveUnit> units, NaivePass pass)
    {
        var phase = scenario.Phases[p];
        var called = CallFor(p, units, pass, out var on);
        if (phase.Retry is { } retry)
        {
            foreach (var failed in Repeat(p, retry, called, pass))
                called.Remove(failed);
            if (!retry.IsBilled)
                called.ForEach(unit => Work(phase, unit, null, p + 1));
        }

        var kept = phase.Keep is null ? called : Some(called, phase.Keep, phase.RoundedCounts);
        foreach (var unit in kept)
            on.Add(Route(phase, unit));
        return on;
    }

    /// <summary>
    /// Takes, reshapes and calls: returns the units that were called for, and apart from them those that the phase did not take.
    /// </summary>
    private List<NaiveUnit> CallFor(int p, List<NaiveUnit> units, NaivePass pass, out List<NaiveUnit> others)
    {
        var phase = scenario.Phases[p];
        foreach (var unit in units)
            unit.LabelsBefore[p] = unit.Labels;
        pass.Before[p] = [.. units.Select(unit => unit.Copy(unit.Labels))];
        var matching = units.Where(unit => phase.Only.Count == 0 || phase.Only.Any(unit.Labels.Contains)).ToList();
        var taken = phase.Share is null ? matching : Some(matching, phase.Share, phase.RoundedCounts);
        others = [.. units.Where(unit => !taken.Contains(unit))];
        var called = new List<NaiveUnit>();
        if (phase.Join)
        {
            if (taken.Count > 0)
                called.Add(taken[0].Copy([]));
        }
        else
        {
            foreach (var unit in taken)
                called.AddRange(Split(phase, unit));
        }

        if (phase.Duplicate is { } twice)
            called.AddRange(called.Where(unit => _random.Chance(Value(twice, unit))).Select(unit => unit.Copy(unit.Labels)).ToList());
        // Where a refused call costs nothing, only the last one of a unit is paid for.
        if (phase.Retry is not { IsBilled: false })
            called.ForEach(unit => Work(phase, unit, null, p + 1));
        return called;
    }

    private IEnumerable<NaiveUnit> Split(Phase phase, NaiveUnit unit)
    {
        if (phase.SplitByLabel.Count > 0)
            return phase.SplitByLabel.SelectMany(
                each => Enumerable.Range(0, each.Count).Select(_ => unit.Copy([.. unit.Labels, each.Label])));
        var count = phase.SplitAmount is { } amount ? (int)Math.Max(1, Math.Round(Value(amount, unit), MidpointRounding.ToEven))
            : phase.Split;
        return Enumerable.Range(0, count).Select(_ => unit.Copy(unit.Labels));
    }

    private void Work(Phase phase, NaiveUnit unit, Amount? extraInput, int scope)
    {
        if (phase.Call is { } call)
            MakeCall(call, extraInput, scope, unit);
        if (phase.UsdPerUnit is not { } usd)
            return;
        _clock.Call++;
        BookOperations(scope, Value(usd, unit));
    }

    /// <summary>Repeats what is refused; returns what has failed, where that is dropped.</summary>
    private List<NaiveUnit> Repeat(int p, Retry retry, List<NaiveUnit> called, NaivePass pass)
    {
        var left = _capLeft.GetValueOrDefault(p, retry.CapPerItem ?? int.MaxValue);
        var failed = new List<NaiveUnit>();

        // A unit, and what was called for on its behalf the last time: itself, or what came back here in a rerun.
        var waiting = called.Select(unit => (Unit: unit, Last: unit)).ToList();
        for (var round = 0; round < retry.Rounds; round++)
        {
            waiting = [.. waiting.Where(each => _random.Chance(Value(retry.Rate, each.Last))).OrderBy(_ => _random.Uniform())];
            failed.AddRange(waiting.Skip(left).Select(each => each.Unit));
            waiting = [.. waiting.Take(left)];
            left -= waiting.Count;
            _capLeft[p] = left;
            waiting = [.. waiting.SelectMany(each => RepeatOne(p, retry, each.Unit, pass).Select(last => (each.Unit, last)))];
            left = _capLeft[p];
        }

        failed.AddRange(waiting.Where(each => _random.Chance(Value(retry.Rate, each.Last))).Select(each => each.Unit));
        return retry.FailedDropped ? failed : [];
    }

    private List<NaiveUnit> RepeatOne(int p, Retry retry, NaiveUnit unit, NaivePass pass)
    {
        if (retry.RerunFrom is not { } from)
        {
            if (retry.Fix is { } fix)
                MakeCall(fix, null, p + 1, unit);
            if (retry.IsBilled)
                Work(scenario.Phases[p], unit, retry.ExtraInputTokens, p + 1);
            return [unit];
        }

        var start = scenario.Phases.ToList().FindIndex(phase => phase.Id == from);
        var joins = scenario.Phases.Skip(start).Take(p - start + 1).Any(phase => phase.Join);
        List<NaiveUnit> again = joins ? [.. pass.At(start).Select(each => each.Copy(each.Labels))] : [unit.Copy(unit.LabelsBefore[start])];
        var inner = new NaivePass(pass);
        for (var i = start; i < p; i++)
            again = RunPhase(i, again, inner);
        return CallFor(p, again, inner, out _);
    }

    private NaiveUnit Route(Phase phase, NaiveUnit unit)
    {
        var at = _random.Uniform();
        foreach (var (label, share) in phase.Route.Where(each => each.Share is not null))
        {
            at -= Value(share!, unit);
            if (at < 0)
                return unit.Copy([.. unit.Labels, label]);
        }

        return phase.Route.FirstOrDefault(each => each.Share is null) is { } rest ? unit.Copy([.. unit.Labels, rest.Label]) : unit;
    }

    private void MakeCall(Call call, Amount? extraInput, int scope, NaiveUnit unit)
    {
        _clock.Call++;
        // A share of the cached tokens pays for the read, what is left for the write, or as any input.
        var (plain, cached, modal) = Inputs(call.InputTokens, unit);
        var extra = extraInput is null ? 0 : Value((Amount)extraInput, unit);
        // What the provider writes to its cache by itself has all of the text in it.
        if (extra > 0 && (call.InputTokens is Sum sum ? sum.Terms : [call.InputTokens]).Any(term => term is Cached { IsImplicit: true }))
            (extra, cached) = (0, [.. cached, (null, 0, extra)]);
        var input = plain + cached.Sum(part => part.Read + part.Other) + modal.Sum(part => part.Tokens) + extra;
        var output = call.Output switch
        {
            BilledOutput billed => Value(billed.Tokens, unit),
            OverheadOutput overhead => Value(overhead.VisibleTokens, unit) * Value(overhead.BilledPerVisible, unit),
            ReasoningOutput reasoning => Value(reasoning.VisibleTokens, unit) + Value(reasoning.ReasoningTokens, unit),
            _ => throw new NotSupportedException(call.Output.GetType().Name),
        };
        var price = LongContext(call.Model.Price, input) ?? call.Model.Price;
        if (call.MaxOutputTokens is { } most && output > most)
        {
            // Asked again: the same question, the same answer, more of it.
            if (call.CutRetry is { } again)
                Pay(Math.Min(output, again.MaxOutputTokens));
            output = most;
        }

        Pay(output);

        void Pay(double billed) => PayCall(call, scope, unit, price, cached, modal, input, billed);
    }

    private void PayCall(
        Call call, int scope, NaiveUnit unit, Price price, List<(string? Lifetime, double Read, double Other)> cached,
        List<(Modality Modality, double Tokens)> modal, double input, double output)
    {
        Book(scope, input, output, price, calls: 1);
        foreach (var (lifetime, read, rest) in cached)
        {
            if (read > 0)
                Charge(scope, read * (price.CachedInputPicoUsd!.Value - price.InputPicoUsd));
            if (price.CacheWrite.Of(lifetime) is { } write)
                Charge(scope, rest * (write - price.InputPicoUsd));
        }

        foreach (var (modality, tokens) in modal)
            Charge(scope, tokens * (price.InputOf(modality)!.Value - price.InputPicoUsd));
        foreach (var fee in call.Fees)
            Charge(scope, Value(fee.Usd, unit) * 1e12);
    }

    /// <summary>Plain input, of each cache the tokens read and the others, and the tokens of audio and images.</summary>
    private (double Plain, List<(string? Lifetime, double Read, double Other)> Cached, List<(Modality Modality, double Tokens)> Modal)
        Inputs(Amount input, NaiveUnit unit)
    {
        switch (input)
        {
            case Cached cached:
                var (share, tokens) = (Value(cached.Share, unit), Value(cached.Of, unit));
                return (0, [(cached.Lifetime, tokens * share, tokens * (1 - share))], []);
            case Modal modal:
                return (0, [], [(modal.Modality, Value(modal.Of, unit))]);
            case Sum sum:
                var parts = sum.Terms.Select(term => Inputs(term, unit)).ToList();
                return (parts.Sum(part => part.Plain), [.. parts.SelectMany(part => part.Cached)],
                    [.. parts.SelectMany(part => part.Modal)]);
            default:
                return (Value(input, unit), [], []);
        }
    }

    /// <summary>The prices of all tokens of a call with so long an input, or null where it is not long.</summary>
    private static Price? LongContext(Price price, double input) => price.LongContext is { } longer && input > longer.AboveInputTokens
        ? price with
        {
            InputPicoUsd = longer.InputPicoUsd,
            OutputPicoUsd = longer.OutputPicoUsd,
            CachedInputPicoUsd = longer.CachedInputPicoUsd,
            CacheWrite = longer.CacheWrite,
        }
        : null;

    /// <summary>The units that a share takes: one by one, or by rounding, those of other labels apart.</summary>
    private List<NaiveUnit> Some(List<NaiveUnit> units, Amount share, bool rounded)
    {
        if (!rounded)
            return [.. units.Where(unit => _random.Chance(Value(share, unit)))];
        return
        [
            .. units.GroupBy(unit => string.Join(' ', unit.Labels.Order())).SelectMany(
                alike => alike.OrderBy(_ => _random.Uniform()).Take(Rounded(alike.Count(), alike.First()))),
        ];

        int Rounded(int count, NaiveUnit unit) => share is Certain certain
            ? (int)Math.Round(count * (decimal)certain.Value, MidpointRounding.ToEven)
            : (int)Math.Round(count * Value(share, unit), MidpointRounding.ToEven);
    }

    private void BookOperations(int scope, double usd)
    {
        foreach (var to in new[] { 0, scope })
        {
            _row[TrialTable.Column(to, Measure.Operations)] += usd;
            _row[TrialTable.Column(to, Measure.AllCost)] += usd;
        }
    }

    private void Book(int scope, double input, double output, Price price, int calls)
    {
        var cost = (input * price.InputPicoUsd + output * (price.OutputPicoUsd ?? 0)) * 1e-12;
        Add(0);
        Add(scope);

        void Add(int to)
        {
            _row[TrialTable.Column(to, Measure.Cost)] += cost;
            _row[TrialTable.Column(to, Measure.AllCost)] += cost;
            _row[TrialTable.Column(to, Measure.InputTokens)] += input;
            _row[TrialTable.Column(to, Measure.OutputTokens)] += output;
            _row[TrialTable.Column(to, Measure.Calls)] += calls;
        }
    }

    /// <summary>An amount for a unit: that of its label, where it depends on one.</summary>
    private double Value(Amount amount, NaiveUnit unit) => amount switch
    {
        ByLabel by => Value(by.Amounts.Single(each => unit.Labels.Contains(each.Label)).Amount, unit),
        Product product => product.Factors.Aggregate(1.0, (value, factor) => value * Value(factor, unit)),
        Sum sum => sum.Terms.Sum(term => Value(term, unit)),
        _ => Value(amount),
    };

    /// <summary>Adds picodollars to a phase and to the run.</summary>
    private void Charge(int scope, double picoUsd)
    {
        foreach (var to in new[] { 0, scope })
        {
            _row[TrialTable.Column(to, Measure.Cost)] += picoUsd * 1e-12;
            _row[TrialTable.Column(to, Measure.AllCost)] += picoUsd * 1e-12;
        }
    }

    private double Value(Amount amount)
    {
        if (!_amounts.TryGetValue(amount.Path, out var known))
            _amounts.Add(amount.Path, known = new NaiveAmount(amount, fixRun));
        return known.Value(_clock, _random);
    }
}

/// <summary>One unit of an item: the labels that it carries, and those that it carried when it came to each phase.</summary>
internal sealed class NaiveUnit(IReadOnlyList<string> labels)
{
    public IReadOnlyList<string> Labels { get; } = labels;

    public Dictionary<int, IReadOnlyList<string>> LabelsBefore { get; private init; } = [];

    public NaiveUnit Copy(IReadOnlyList<string> withLabels) => new(withLabels) { LabelsBefore = new(LabelsBefore) };
}

/// <summary>A way of an item through phases, or a part of it once more: the units that came to each phase.</summary>
internal sealed class NaivePass(NaivePass? around)
{
    public Dictionary<int, List<NaiveUnit>> Before { get; } = [];

    public List<NaiveUnit> At(int phase) => Before.TryGetValue(phase, out var units) ? units : around!.At(phase);
}
