using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Scenarios;

namespace CostSim.Engine.Comparison;

/// <summary>
/// Decomposes the mean cost of a plan by cause: first calls, repeated calls, tokens, caches and prices. What the plan itself does not show
/// is measured with auxiliary plans on the same draws: input alone, without refusals, without caching, fees alone.
/// </summary>
public sealed class CostParts
{
    private readonly Plan _plan;
    private readonly Plan? _inputOnly;
    private readonly Plan? _neverRefused;
    private readonly Plan? _uncached;
    private readonly Plan? _feesOnly;

    private CostParts(Plan plan, Plan? neverRefused, Plan? uncached)
    {
        // Output at a single price costs its tokens times that price; if corrections or long calls have another price, it has to be
        // measured.
        _inputOnly = plan.Phases.All(phase => OutputPrices(phase).Count <= 1) ? null : InputOnly(plan);
        _feesOnly = plan.Phases.Any(phase => phase.HasFees) ? FeesOnly(plan) : null;
        (_plan, _neverRefused, _uncached) = (plan, neverRefused, uncached is null ? null : InputOnly(uncached));
    }

    /// <param name="scenario">The scenario of the plan.</param>
    /// <param name="plan">The plan as it is run, with its steps and method.</param>
    public static CostParts Of(Scenario scenario, Plan plan)
    {
        var hasRetries = scenario.Phases.Any(phase => phase.IsRepeated);
        var uncached = scenario with { Phases = [.. scenario.Phases.Select(phase => OfCalls(phase, Uncached))] };
        var hasCaches = scenario.Phases.Zip(uncached.Phases).Any(pair => !ReferenceEquals(pair.First, pair.Second));
        return new CostParts(
            plan, hasRetries ? Beside(scenario with { Phases = [.. scenario.Phases.Select(NeverRefused)] }, plan) : null,
            hasCaches ? Beside(uncached, plan) : null);
    }

    /// <summary>The auxiliary plans to run as well.</summary>
    public IReadOnlyList<Plan> Plans => [.. new[] { _inputOnly, _neverRefused, _uncached, _feesOnly }.OfType<Plan>()];

    /// <summary>The means of each phase.</summary>
    /// <param name="own">The aggregates of the plan.</param>
    /// <param name="beside">The aggregates of <see cref="Plans"/>.</param>
    public IReadOnlyList<PhaseMeans> Read(Aggregates own, IReadOnlyList<Aggregates> beside)
    {
        var (inputOnly, neverRefused, uncached) = (ResultOf(_inputOnly), ResultOf(_neverRefused) ?? own, ResultOf(_uncached));
        var feesOnly = ResultOf(_feesOnly);
        return
        [
            .. _plan.Phases.Select((phase, p) =>
            {
                var (usd, output) = (Mean(own, p, Measure.Cost), Mean(own, p, Measure.OutputTokens));
                var feesUsd = feesOnly is null ? 0 : Mean(feesOnly, p, Measure.Cost);
                var tokensUsd = usd - feesUsd;
                var inputUsd = inputOnly is not null ? Mean(inputOnly, p, Measure.Cost)
                    : tokensUsd - output * OutputPrices(phase).FirstOrDefault() * 1e-12;
                return new PhaseMeans(phase.Id, phase.Name, phase.IsBesideTheUnits)
                {
                    Items = _plan.Items,
                    FirstCalls = phase.IsBesideTheUnits ? _plan.Items : Mean(neverRefused, p, Measure.Calls),
                    Input = new ComponentMeans(
                        Mean(neverRefused, p, Measure.InputTokens), Mean(own, p, Measure.InputTokens),
                        uncached is null ? inputUsd : Mean(uncached, p, Measure.Cost), inputUsd),
                    Output = new ComponentMeans(
                        Mean(neverRefused, p, Measure.OutputTokens), output, tokensUsd - inputUsd, tokensUsd - inputUsd),
                    Fees = new ComponentMeans(Mean(neverRefused, p, Measure.Calls), Mean(own, p, Measure.Calls), feesUsd, feesUsd),
                    Usd = usd,
                    OperationsUsd = _plan.Measures.Contains(Measure.Operations) ? Mean(own, p, Measure.Operations) : 0,
                };
            }),
        ];

        Aggregates? ResultOf(Plan? plan) => plan is null ? null : beside.First(result => ReferenceEquals(result.Plan, plan));
    }

    internal static HashSet<long> OutputPrices(PhasePlan phase) =>
        [.. phase.Totals.Where(total => total.IsOutput).Select(total => total.PricePicoUsd)];

    private static double Mean(Aggregates aggregates, int phase, Measure measure) => aggregates.Phase(phase, measure).Mean;

    /// <summary>Plans another scenario with the steps of a plan and, where possible, its method.</summary>
    internal static Plan Beside(Scenario scenario, Plan plan)
    {
        var beside = Planner.Build(scenario, plan.Items);
        if (plan.Collapse is not null)
            beside = beside with { Collapse = CollapsePlanner.Build(beside).Collapse };
        return ComparedPlans.InStepsOf(beside, Math.Min(beside.TokenBits, plan.TokenBits));
    }

    internal static Plan InputOnly(Plan plan) =>
        Priced(plan, total => total.IsFee ? total with { Constant = 0 } : total.IsOutput ? total with { PricePicoUsd = 0 } : total);

    internal static Plan FeesOnly(Plan plan) => Priced(plan, total => total.IsUsd ? total : total with { PricePicoUsd = 0 });

    /// <summary>The same calls at other prices, none of them higher.</summary>
    private static Plan Priced(Plan plan, Func<Total, Total> price) => plan with
    {
        Drawable = FromZero(plan.Drawable),
        Phases =
        [
            .. plan.Phases.Select(phase => phase with
            {
                Totals = [.. phase.Totals.Select(price)],
                DrawablePerItem = FromZero(phase.DrawablePerItem),
            }),
        ],
    };

    private static MeasureBounds FromZero(MeasureBounds bounds) => bounds with { Cost = bounds.Cost with { Min = 0 } };

    internal static Phase NeverRefused(Phase phase) =>
        OfCalls(phase, call => call.CutRetry is null ? call : call with { CutRetry = null }) with { Retry = null };

    internal static Phase OfCalls(Phase phase, Func<Call, Call> change)
    {
        var (call, fix) = (phase.Call is null ? null : change(phase.Call), phase.Retry?.Fix is { } own ? change(own) : null);
        return ReferenceEquals(call, phase.Call) && ReferenceEquals(fix, phase.Retry?.Fix) ? phase
            : phase with { Call = call, Retry = phase.Retry is null ? null : phase.Retry with { Fix = fix } };
    }

    private static Call Uncached(Call call) =>
        Cached.Without(call.InputTokens) is var input && ReferenceEquals(input, call.InputTokens) ? call
            : call with { InputTokens = input };
}

/// <summary>Means of the parts that make up the cost of a phase, per run.</summary>
/// <param name="Id">The phase's id; the name of an allowance or of a line of operations.</param>
/// <param name="Name">What tables print.</param>
/// <param name="IsBesideTheUnits">Whether it is an allowance or a line of operations, whose <see cref="FirstCalls"/> are the items.</param>
public sealed record PhaseMeans(string Id, string Name, bool IsBesideTheUnits)
{
    public required double Items { get; init; }

    /// <summary>Calls if none were ever refused.</summary>
    public required double FirstCalls { get; init; }

    public required ComponentMeans Input { get; init; }

    public required ComponentMeans Output { get; init; }

    /// <summary>Fees; their tokens are the calls.</summary>
    public required ComponentMeans Fees { get; init; }

    /// <summary>Token cost in USD.</summary>
    public required double Usd { get; init; }

    /// <summary>Cost of people and tools in USD.</summary>
    public required double OperationsUsd { get; init; }
}

/// <summary>Mean input or output of a phase, per run.</summary>
/// <param name="FirstTokens">Tokens if no call were ever refused.</param>
/// <param name="Tokens">All tokens.</param>
/// <param name="UncachedUsd">What they would cost without a cache.</param>
/// <param name="Usd">What they cost.</param>
public sealed record ComponentMeans(double FirstTokens, double Tokens, double UncachedUsd, double Usd);
