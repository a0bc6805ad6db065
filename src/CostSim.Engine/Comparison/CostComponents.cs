using CostSim.Engine.Execution;
using CostSim.Engine.Planning;

namespace CostSim.Engine.Comparison;

/// <summary>
/// The cost of a plan's phases by component, trial by trial: input, output and fees. What the plan does not tell is measured with auxiliary
/// plans on the same draws.
/// </summary>
public sealed class CostComponents
{
    private const double PicoUsd = 1e-12;

    private readonly Plan _plan;
    private readonly int? _inputOnly;
    private readonly int? _feesOnly;

    public CostComponents(Plan plan)
    {
        List<Plan> plans = [plan];
        if (plan.Phases.Any(phase => CostParts.OutputPrices(phase).Count > 1))
        {
            _inputOnly = plans.Count;
            plans.Add(CostParts.InputOnly(plan));
        }

        if (plan.Phases.Any(phase => phase.HasFees))
        {
            _feesOnly = plans.Count;
            plans.Add(CostParts.FeesOnly(plan));
        }

        (_plan, Plans) = (plan, plans);
    }

    /// <summary>The plan, then the auxiliary ones, to be run together.</summary>
    public IReadOnlyList<Plan> Plans { get; }

    /// <summary>Adds the components of a phase in USD, one value for each trial of the blocks.</summary>
    /// <param name="blocks">The blocks of <see cref="Plans"/>.</param>
    /// <param name="phase">Index of the phase.</param>
    /// <param name="input">What the input costs.</param>
    /// <param name="output">What the output costs.</param>
    /// <param name="fees">What the uses of tools cost.</param>
    public void Add(ReadOnlySpan<TrialBlock> blocks, int phase, Span<double> input, Span<double> output, Span<double> fees)
    {
        var cost = blocks[0].Phase(phase, Measure.Cost);
        var tokens = blocks[0].Phase(phase, Measure.OutputTokens);
        var inputs = _inputOnly is { } i ? blocks[i].Phase(phase, Measure.Cost) : [];
        var priced = _feesOnly is { } f ? blocks[f].Phase(phase, Measure.Cost) : [];
        var (unit, price) = (_plan.UnitsPerStep(Measure.Cost), CostParts.OutputPrices(_plan.Phases[phase]).FirstOrDefault() * PicoUsd);
        for (var t = 0; t < cost.Length; t++)
        {
            var fee = priced.IsEmpty ? 0 : priced[t] * unit;
            var all = cost[t] * unit - fee;
            // Output at a single price costs its tokens times that price.
            var outputs = inputs.IsEmpty ? tokens[t] * _plan.TokensPerStep * price : all - inputs[t] * unit;
            input[t] += all - outputs;
            output[t] += outputs;
            fees[t] += fee;
        }
    }
}
