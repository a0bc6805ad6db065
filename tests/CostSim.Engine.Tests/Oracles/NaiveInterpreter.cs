using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// The scenario language, read aloud: items one after the other, units one after the other, calls one after the other, each with draws of its own.
/// It walks the scenario itself and shares no code with the engine's planning, execution or kernels.
/// </summary>
internal sealed class NaiveInterpreter(Scenario scenario, long items, ulong seed, bool fixRun = false)
{
    private readonly Xoshiro _random = new(seed);
    private readonly NaiveClock _clock = new();
    private readonly Dictionary<string, NaiveAmount> _amounts = [];
    private double[] _row = [];

    /// <summary>The values of each measure of each scope, trial by trial: scope 0 is the run, then come the phases, then the allowances.</summary>
    public TrialTable Run(int trials)
    {
        var table = new TrialTable(1 + scenario.Phases.Count + scenario.Allowances.Count, trials);
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
        var units = 1;
        for (var p = 0; p < scenario.Phases.Count; p++)
            units = RunPhase(scenario.Phases[p], p + 1, units);
        for (var a = 0; a < scenario.Allowances.Count; a++)
        {
            var allowance = scenario.Allowances[a];
            var input = allowance.InputTokensPerItem is { } i ? Value(i) : 0;
            var output = allowance.OutputTokensPerItem is { } o ? Value(o) : 0;
            Book(1 + scenario.Phases.Count + a, input, output, scenario.Model.Price, calls: 0);
        }
    }

    /// <summary>Passes an item's units through a phase: returns how many go on.</summary>
    private int RunPhase(Phase phase, int scope, int units)
    {
        var taken = phase.Share is null ? units : Some(units, phase.Share, phase.RoundedCounts);
        var passing = units - taken;
        taken *= phase.Split;
        if (phase.Call is { } call)
        {
            for (var unit = 0; unit < taken; unit++)
                MakeCall(call, null, scope);
            if (phase.Retry is { } retry)
                Repeat(call, retry, taken, scope);
        }

        return passing + (phase.Keep is null ? taken : Some(taken, phase.Keep, phase.RoundedCounts));
    }

    private void Repeat(Call call, Retry retry, int waiting, int scope)
    {
        var left = retry.CapPerItem ?? int.MaxValue;
        for (var round = 0; round < retry.Rounds; round++)
        {
            waiting = Math.Min(left, Some(waiting, retry.Rate, rounded: false));
            left -= waiting;
            for (var unit = 0; unit < waiting; unit++)
            {
                if (retry.Fix is { } fix)
                    MakeCall(fix, null, scope);
                MakeCall(call, retry.ExtraInputTokens, scope);
            }
        }
    }

    private void MakeCall(Call call, Amount? extraInput, int scope)
    {
        _clock.Call++;
        // A share of the cached tokens pays for the read, what is left for the write, or as any input.
        var (plain, cached) = Inputs(call.InputTokens);
        var input = plain + cached.Sum(part => part.Read + part.Other) + (extraInput is null ? 0 : Value(extraInput));
        var output = call.Output switch
        {
            BilledOutput billed => Value(billed.Tokens),
            OverheadOutput overhead => Value(overhead.VisibleTokens) * Value(overhead.BilledPerVisible),
            ReasoningOutput reasoning => Value(reasoning.VisibleTokens) + Value(reasoning.ReasoningTokens),
            _ => throw new NotSupportedException(call.Output.GetType().Name),
        };
        if (call.MaxOutputTokens is { } most && output > most)
            output = most;
        var price = LongContext(call.Model.Price, input) ?? call.Model.Price;
        Book(scope, input, output, price, calls: 1);
        foreach (var (lifetime, read, rest) in cached)
        {
            Charge(scope, read * (price.CachedInputPicoUsd!.Value - price.InputPicoUsd));
            if (price.CacheWrite.Of(lifetime) is { } write)
                Charge(scope, rest * (write - price.InputPicoUsd));
        }
    }

    /// <summary>Input outside of caches, and of each cache the tokens read and the others.</summary>
    private (double Plain, List<(string? Lifetime, double Read, double Other)> Cached) Inputs(Amount input)
    {
        switch (input)
        {
            case Cached cached:
                var (share, tokens) = (Value(cached.Share), Value(cached.Of));
                return (0, [(cached.Lifetime, tokens * share, tokens * (1 - share))]);
            case Sum sum:
                var parts = sum.Terms.Select(Inputs).ToList();
                return (parts.Sum(part => part.Plain), [.. parts.SelectMany(part => part.Cached)]);
            default:
                return (Value(input), []);
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

    /// <summary>How many of the units a share takes: by rounding, or one by one.</summary>
    private int Some(int units, Amount share, bool rounded)
    {
        if (rounded)
            return share is Certain certain
                ? (int)Math.Round(units * (decimal)certain.Value, MidpointRounding.ToEven)
                : (int)Math.Round(units * Value(share), MidpointRounding.ToEven);
        var chance = Value(share);
        var some = 0;
        for (var unit = 0; unit < units; unit++)
            some += _random.Chance(chance) ? 1 : 0;
        return some;
    }

    private void Book(int scope, double input, double output, Price price, int calls)
    {
        var cost = (input * price.InputPicoUsd + output * price.OutputPicoUsd) * 1e-12;
        Add(0);
        Add(scope);

        void Add(int to)
        {
            _row[TrialTable.Column(to, Measure.Cost)] += cost;
            _row[TrialTable.Column(to, Measure.InputTokens)] += input;
            _row[TrialTable.Column(to, Measure.OutputTokens)] += output;
            _row[TrialTable.Column(to, Measure.Calls)] += calls;
        }
    }

    /// <summary>Adds picodollars to a phase and to the run.</summary>
    private void Charge(int scope, double picoUsd)
    {
        _row[TrialTable.Column(0, Measure.Cost)] += picoUsd * 1e-12;
        _row[TrialTable.Column(scope, Measure.Cost)] += picoUsd * 1e-12;
    }

    private double Value(Amount amount)
    {
        if (amount is Product product)
            return product.Factors.Aggregate(1.0, (value, factor) => value * Value(factor));
        if (amount is Sum sum)
            return sum.Terms.Sum(Value);
        if (!_amounts.TryGetValue(amount.Path, out var known))
            _amounts.Add(amount.Path, known = new NaiveAmount(amount, fixRun));
        return known.Value(_clock, _random);
    }
}
