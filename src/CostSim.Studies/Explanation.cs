using CostSim.Engine.Comparison;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>The causes of a difference in the cost of a phase.</summary>
public enum Cause
{
    /// <summary>More or fewer items.</summary>
    Items,

    /// <summary>More or fewer calls of an item, refusals apart; phases that only one of the two scenarios has.</summary>
    Calls,

    /// <summary>The effect of refusals: repeated calls, corrections, error messages, and later calls omitted for dropped units.</summary>
    Retries,

    /// <summary>Input tokens of a call.</summary>
    InputTokens,

    /// <summary>Billed output tokens of a call.</summary>
    OutputTokens,

    /// <summary>The effect of caches on the price of input.</summary>
    Caching,

    /// <summary>USD per token.</summary>
    Price,

    /// <summary>USD of a call beside its tokens.</summary>
    Fees,

    /// <summary>People and tools, apart from token cost.</summary>
    Operations,
}

/// <summary>The decomposition of the difference of two mean costs by phase and cause: the parts add up to it.</summary>
/// <param name="Phases">Those of either scenario, in order.</param>
/// <remarks>
/// The mean cost of a component, input, output or fees, of a phase is a product: items × first calls an item × tokens a call × what
/// retries add × price. Each factor gets the effect of changing it, averaged over all orders of changing the factors one after the other
/// (<see cref="ShapleyShares"/>).
/// </remarks>
public sealed record Explanation(IReadOnlyList<PhaseCauses> Phases)
{
    /// <summary>Parts below this share of the larger mean are rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The causes with an effect, without operations.</summary>
    public IReadOnlyList<Cause> Causes =>
        [.. Enum.GetValues<Cause>().Where(cause => cause != Cause.Operations && Phases.Any(phase => phase[cause] != 0))];

    /// <summary>All phases together, in USD.</summary>
    public double this[Cause cause] => Phases.Sum(phase => phase[cause]);

    /// <summary>The mean difference of token cost in USD.</summary>
    public double Usd => Phases.Sum(phase => phase.Usd);

    /// <param name="reference">The phases of the reference.</param>
    /// <param name="other">The phases of the other scenario.</param>
    public static Explanation Of(IReadOnlyList<PhaseMeans> reference, IReadOnlyList<PhaseMeans> other)
    {
        var smallest = Rounding * Math.Max(reference.Sum(phase => phase.Usd), other.Sum(phase => phase.Usd));
        var ids = reference.Concat(other).Select(phase => (phase.Id, phase.IsBesideTheUnits)).Distinct();
        return new Explanation(
        [
            .. ids.Select(id => Of(
                reference.FirstOrDefault(phase => (phase.Id, phase.IsBesideTheUnits) == id),
                other.FirstOrDefault(phase => (phase.Id, phase.IsBesideTheUnits) == id), smallest)),
        ]);
    }

    private static PhaseCauses Of(PhaseMeans? from, PhaseMeans? to, double smallest)
    {
        var usd = new double[Enum.GetValues<Cause>().Length];
        Add(from?.Input, to?.Input, Cause.InputTokens);
        Add(from?.Output, to?.Output, Cause.OutputTokens);
        Add(from?.Fees, to?.Fees, Cause.Fees, Cause.Fees);
        for (var cause = 0; cause < usd.Length; cause++)
            usd[cause] = Math.Abs(usd[cause]) <= smallest ? 0 : usd[cause];
        usd[(int)Cause.Operations] = (to?.OperationsUsd ?? 0) - (from?.OperationsUsd ?? 0);
        var known = (to ?? from)!;
        return new PhaseCauses(known.Id, known.Id == known.Name || known.IsBesideTheUnits ? known.Name : $"{known.Id} {known.Name}", usd);

        void Add(ComponentMeans? a, ComponentMeans? b, Cause tokens, Cause price = Cause.Price)
        {
            Cause[] causes = [Cause.Items, Cause.Calls, tokens, Cause.Retries, price, Cause.Caching];
            var (before, after) = (Factors(from, a), Factors(to, b));
            for (var i = 0; i < causes.Length; i++)
            {
                // A missing phase, or one without calls, has no tokens per call and no price: those of the other scenario are used.
                before[i] ??= after[i] ?? 1;
                after[i] ??= before[i];
            }

            var shares = ShapleyShares.OfProduct([.. before.Select(value => value!.Value)], [.. after.Select(value => value!.Value)]);
            for (var i = 0; i < causes.Length; i++)
                usd[(int)causes[i]] += shares[i];
        }
    }

    /// <summary>The factors whose product is the component's cost; null for undefined ones, after the first that is 0.</summary>
    private static double?[] Factors(PhaseMeans? phase, ComponentMeans? component)
    {
        if (phase is null || component is null)
            return [null, 0, null, null, null, null];
        // Tokens that only repeated calls have count as tokens per call.
        var firstTokens = component.FirstTokens > 0 ? component.FirstTokens : component.Tokens;
        double[] chain = [1, phase.Items, phase.FirstCalls, firstTokens, component.Tokens, component.UncachedUsd, component.Usd];
        return [.. chain.Skip(1).Select((value, i) => chain[i] == 0 ? (double?)null : value / chain[i])];
    }
}

/// <summary>A phase's contribution to the difference of two mean costs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What tables print.</param>
/// <param name="UsdByCause">USD of the run, by <see cref="Cause"/>.</param>
public sealed record PhaseCauses(string Id, string Label, IReadOnlyList<double> UsdByCause)
{
    public double this[Cause cause] => UsdByCause[(int)cause];

    /// <summary>All causes of token cost together.</summary>
    public double Usd => UsdByCause.Take((int)Cause.Operations).Sum();
}
