using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>What the records say of an amount of tokens.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Sample">Its values, by item.</param>
internal sealed record MeasuredTokens(TokenAmount Amount, TokenSample Sample)
{
    private const int ItemsMin = 10;

    /// <summary>The variance of a call, relative to the square of the mean.</summary>
    public double Variance { get; private init; } = Sample.ItemVariance is { } items ? items + Sample.CallVariance : Sample.Variance;

    /// <summary>The variance of the mean, relative to its square.</summary>
    public double MeanVariance { get; private init; } = Sample.MeanVariance;

    /// <summary>Calls that were cut.</summary>
    public long Cut { get; private init; }

    /// <summary>The amount as measured, or why it is not.</summary>
    public static (MeasuredTokens? Measured, string? Reason) Of(TokenAmount amount, Pilot pilot)
    {
        var items = pilot.FirstCalls(amount.Phase).ToList();
        if (items.Count < ItemsMin)
            return (null, items.Count == 0 ? "no records of its calls"
                : FormattableString.Invariant($"records of {items.Count} items; {ItemsMin} or more are needed"));
        if (amount.IsRatio)
            return Ratio(amount, items);
        var values = Values(items, call => amount.Tokens(call.Tokens));
        return values.Any(item => item.Values.Any(value => value < 0))
            ? (null, FormattableString.Invariant($"some calls have fewer than the {amount.KeptTokens:0.####} tokens of its cached part"))
            : (new MeasuredTokens(amount, new TokenSample(values)) { Cut = CutOf(amount, items) }, null);
    }

    /// <summary>
    /// Reasoning over visible output: of the sums, so that their product is the billed output on average, with as much variance as makes
    /// the variance of the output right.
    /// </summary>
    private static (MeasuredTokens? Measured, string? Reason) Ratio(
        TokenAmount amount, IReadOnlyList<(int Item, IReadOnlyList<PilotCall> Calls)> all)
    {
        var items = all
            .Select(item => (
                item.Item, Calls: (IReadOnlyList<PilotCall>)[.. item.Calls.Where(call => call.Tokens.VisibleOutput > 0)]))
            .Where(item => item.Calls.Count > 0).ToList();
        if (items.Count < ItemsMin)
            return (null, "too few records with visible output");
        var (visible, output) = (Sample(call => call.Tokens.VisibleOutput), Sample(call => call.Tokens.Output));
        var (sum, mean) = (visible.Values.Sum(), Sample(call => (double)call.Tokens.Reasoning / call.Tokens.VisibleOutput).Mean);
        var ratio = items.Sum(item => item.Calls.Sum(call => (double)call.Tokens.Reasoning)) / sum;
        if (ratio == 0)
            return (new MeasuredTokens(amount, Sample(_ => 0)), null);
        var sample = Sample(call => call.Tokens.Reasoning / (double)call.Tokens.VisibleOutput * ratio / mean);
        var (whole, count) = ((1 + ratio) / ratio, (double)items.Count);
        var variance = ((1 + output.Variance) / (1 + visible.Variance) - 1) * whole * whole;
        var error = items.Sum(item => Math.Pow(item.Calls.Sum(call => call.Tokens.Reasoning - ratio * call.Tokens.VisibleOutput), 2))
            / (ratio * sum * ratio * sum) * count / (count - 1) * TokenSample.Inflation(items.Count);
        return (new MeasuredTokens(amount, sample)
        {
            Variance = Math.Clamp(variance, 0, sample.Variance),
            MeanVariance = error,
            Cut = CutOf(amount, all),
        }, null);

        TokenSample Sample(Func<PilotCall, double> value) => new(Values(items, value));
    }

    private static IReadOnlyList<(int Item, double[] Values)> Values(
        IReadOnlyList<(int Item, IReadOnlyList<PilotCall> Calls)> items, Func<PilotCall, double> value) =>
        [.. items.Select(item => (item.Item, item.Calls.Select(value).ToArray()))];

    private static long CutOf(TokenAmount amount, IEnumerable<(int Item, IReadOnlyList<PilotCall> Calls)> items) => !amount.IsOutput ? 0
        : items.Sum(item => (long)item.Calls.Count(call => call.Status == RowStatus.Incomplete));
}
