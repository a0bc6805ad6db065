using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Scenarios that mean something slightly else: the faults that checks must catch.</summary>
internal static class Faults
{
    /// <summary>
    /// Whether a fault changes any of a few trials on the same words. Where it does not, there is nothing to catch, and no need of the
    /// interpreter.
    /// </summary>
    public static bool Matters(Scenario spoilt, Scenario scenario)
    {
        const int Trials = 256;
        var (with, without) = (Simulated.Table(spoilt, spoilt.Items, Trials), Simulated.Table(scenario, scenario.Items, Trials));
        return with.Scopes != without.Scopes || Enumerable.Range(0, with.Scopes).Any(scope => with.Measures.Any(
            measure => !with[scope, measure].AsSpan().SequenceEqual(without[scope, measure])));
    }

    /// <summary>Calls of an item are all alike.</summary>
    public static Scenario CallPartsOncePerItem(Scenario scenario) => WithSpread(scenario, s => new Spread(s.Item + s.Call, 0));

    /// <summary>One draw for each amount of a phase, multiplied by its number of calls.</summary>
    public static Scenario CallPartsOncePerRun(Scenario scenario) => WithSpread(scenario, s => s with { Call = 0 });

    public static Scenario EverythingOncePerRun(Scenario scenario) => WithSpread(scenario, _ => Spread.AtRun);

    /// <summary>Nothing is common to the calls of an item.</summary>
    public static Scenario EverythingOncePerCall(Scenario scenario) => WithSpread(scenario, _ => Spread.AtCall);

    /// <summary>Every place that says a name has a draw of its own.</summary>
    public static Scenario NamesNotShared(Scenario scenario)
    {
        var copies = 0;
        return WithTokens(scenario, amount => amount is Uncertain u && u.Path.StartsWith("factors.", StringComparison.Ordinal)
            ? u with { Path = $"{u.Path}.copy{copies++}" }
            : amount);
    }

    /// <summary>One more round of every retry, and no cap.</summary>
    public static Scenario RetriesGoOn(Scenario scenario) => WithPhases(scenario, phase => phase with
    {
        Retry = phase.Retry is { } retry ? retry with { Rounds = retry.Rounds + 1, CapPerItem = null } : null,
    });

    public static Scenario RoundedCountsDrawn(Scenario scenario) => WithPhases(scenario, phase => phase with { RoundedCounts = false });

    /// <summary>What is not taken by a share is dropped.</summary>
    public static Scenario SharesDrop(Scenario scenario) => WithPhases(scenario, phase => phase with { Keep = phase.Share ?? phase.Keep });

    /// <summary>Cached tokens pay as any other input.</summary>
    public static Scenario NothingIsCached(Scenario scenario) => WithInput(scenario, cached => cached.Of);

    /// <summary>The share that is not read pays as any other input, where it pays for a cache write.</summary>
    public static Scenario NothingIsWritten(Scenario scenario) => WithInput(scenario, cached => cached with { Lifetime = null });

    /// <summary>What is read from a cache is what is not.</summary>
    public static Scenario TheRestIsRead(Scenario scenario) => WithInput(scenario, cached => cached with
    {
        Share = cached.Share is Uncertain { Shape: UniformShape u } share ? share with { Shape = new UniformShape(1 - u.Max, 1 - u.Min) }
            : cached.Share,
    });

    private static Scenario WithInput(Scenario scenario, Func<Cached, Amount> change) => WithCalls(scenario, call => call with
    {
        InputTokens = call.InputTokens switch
        {
            Cached cached => change(cached),
            Sum sum => sum with { Terms = [.. sum.Terms.Select(term => term is Cached cached ? change(cached) : term)] },
            var other => other,
        },
    });

    public static Scenario NothingIsCut(Scenario scenario) => WithCalls(scenario, call => call with { MaxOutputTokens = null });

    public static Scenario WithSpread(Scenario scenario, Func<Spread, Spread> change) =>
        WithTokens(scenario, amount => amount is Uncertain u ? u with { Spread = change(u.Spread) } : amount);

    /// <summary>Changes the leaves of the amounts of tokens and overheads; shares and rates stay.</summary>
    public static Scenario WithTokens(Scenario scenario, Func<Amount, Amount> changeLeaf)
    {
        Amount Change(Amount amount) => amount switch
        {
            Product product => product with { Factors = [.. product.Factors.Select(Change)] },
            Sum sum => sum with { Terms = [.. sum.Terms.Select(Change)] },
            Cached cached => cached with { Of = Change(cached.Of) },
            _ => changeLeaf(amount),
        };
        var calls = WithCalls(scenario, call => call with
        {
            InputTokens = Change(call.InputTokens),
            Output = call.Output switch
            {
                BilledOutput o => new BilledOutput(Change(o.Tokens)),
                OverheadOutput o => new OverheadOutput(Change(o.VisibleTokens), Change(o.BilledPerVisible)),
                ReasoningOutput o => new ReasoningOutput(Change(o.VisibleTokens), Change(o.ReasoningTokens)),
                _ => call.Output,
            },
        });
        return WithPhases(calls, phase => phase.Retry is { ExtraInputTokens: { } extra } retry
            ? phase with { Retry = retry with { ExtraInputTokens = Change(extra) } }
            : phase);
    }

    /// <summary>Changes the calls of phases and of their corrections.</summary>
    public static Scenario WithCalls(Scenario scenario, Func<Call, Call> change) => WithPhases(scenario, phase => phase with
    {
        Call = phase.Call is { } call ? change(call) : null,
        Retry = phase.Retry is { Fix: { } fix } retry ? retry with { Fix = change(fix) } : phase.Retry,
    });

    public static Scenario WithPhases(Scenario scenario, Func<Phase, Phase> change) =>
        scenario with { Phases = [.. scenario.Phases.Select(change)] };
}
