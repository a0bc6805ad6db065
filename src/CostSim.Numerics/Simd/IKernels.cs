using CostSim.Numerics.Random;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>
/// The vectorised loops over trials, for one SIMD width (except <see cref="Interpolate"/>, which is the same for all). Every span runs over
/// the trials of a block, whose first trial and length are multiples of <see cref="WordAddress.TrialsPerGroup"/>; all widths give the same
/// bits.
/// </summary>
public interface IKernels
{
    /// <summary>The instruction set, as <c>COSTSIM_SIMD</c> names it.</summary>
    string Name { get; }

    /// <summary>Generates one random word per trial.</summary>
    void Words(ulong seed, in WordAddress address, long firstTrial, Span<uint> words);

    /// <summary>Draws one value per trial.</summary>
    void Draw(ulong seed, in WordAddress address, QuantileFunction quantile, long firstTrial, Span<float> values);

    /// <summary>Draws one standard normal deviate per trial.</summary>
    void DrawDeviates(ulong seed, in WordAddress address, long firstTrial, Span<float> deviates);

    /// <summary>Replaces normal deviates by the quantiles of a distribution at their probabilities.</summary>
    void ApplyToDeviates(QuantileFunction quantile, Span<float> values);

    /// <summary>
    /// For each trial, a binomial count: the number of n = <paramref name="counts"/> calls that succeed with the trial's probability, with
    /// one draw per call. A probability is rounded to a multiple of 2^-30.
    /// </summary>
    void CountSuccesses(
        ulong seed, uint stream, uint item, long firstTrial, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> counts,
        Span<int> successes);

    /// <summary>round(count × share) for each trial: the product as a float, so that a tenth of 5 is a half, then half to even.</summary>
    void RoundShares(ReadOnlySpan<float> shares, ReadOnlySpan<int> counts, Span<int> rounded);

    /// <summary>
    /// Adds to each trial's total the item factor times the sum, over the trial's number of calls, of the product of the call factors,
    /// drawn anew for each call.
    /// </summary>
    void AddCallSums(
        ulong seed, ReadOnlySpan<CallFactor> factors, uint item, long firstTrial, ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors,
        Span<double> totals);

    /// <summary>
    /// Adds, over the trial's number of calls, the tokens of each call individually, as needed for a cap or a price that depends on the
    /// call.
    /// </summary>
    void AddSingleCalls(
        ulong seed, SingleCalls calls, uint item, long firstTrial, ReadOnlySpan<int> counts, SingleCallTotals totals);

    /// <summary>Adds the item factor times the count to each trial's total: calls that all cost the same.</summary>
    void AddCounts(ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors, Span<double> totals);

    /// <summary>
    /// Reads a grid at each trial's coordinates (<paramref name="y"/> is ignored if there is one axis): the first quantity of all
    /// trials, then the second, the third, the fourth. <paramref name="values"/> is four times as long as <paramref name="x"/>.
    /// </summary>
    void Interpolate(GridTable grid, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> values);

    /// <summary>Multiplies values by factors, trial by trial.</summary>
    void Multiply(Span<float> values, ReadOnlySpan<float> factors);
}
