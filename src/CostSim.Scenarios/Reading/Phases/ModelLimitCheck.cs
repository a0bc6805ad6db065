using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Warns of calls that the model refuses: longer than its context window or its greatest output.</summary>
/// <remarks>A shape without an upper end always has calls that are too long; it is held to its 99th percentile.</remarks>
/// <param name="owner">The phase or fix that says the call.</param>
/// <param name="model">Its model.</param>
/// <param name="findings">Takes the warnings.</param>
internal sealed class ModelLimitCheck(KeyedNode owner, PricedModel model, Findings findings)
{
    private const double Percentile = 0.99;

    public void Check(Amount input, Output output, double? cap)
    {
        if (model.Facts is not { } facts)
            return;
        var (shortest, longest) = (output.Evaluate(amount => Support.Of(amount).Min), output.Evaluate(High));
        if (cap is { } most)
            (shortest, longest) = (Math.Min(shortest, most), Math.Min(longest, most));
        if (facts.MaxOutputTokens is { } outputMax && longest > outputMax)
            Warn(shortest > outputMax, OutputKey(), longest, $"writes at most {Shorten.Number(outputMax)} output tokens a call");
        var (least, greatest) = (Support.Of(input).Min + shortest, High(input) + longest);
        if (facts.ContextWindowTokens is { } window && greatest > window)
            Warn(least > window, "inputTokens", greatest, $"has a context window of {Shorten.Number(window)} tokens");
    }

    private void Warn(bool isEvery, string key, double tokens, string what) => findings.Warning(
        owner.SpotOf(key), owner.PathOf(key),
        $"{Shorten.Quoted(model.Price.Model)} {what}, and {(isEvery ? "every call has more" : "calls have up to")}"
            + $"{(isEvery ? "" : $" {Shorten.Number(Math.Round(tokens))}")}: {(isEvery ? "none can be made" : "some fail")}",
        isEvery ? "Split the work, or take a model that is large enough: this cost is of calls that cannot be made."
            : "Split the work, cap the output, or take a model that is large enough.");

    private string OutputKey() => owner.Has("outputTokens") ? "outputTokens" : "visibleTokens";

    /// <summary>The greatest value, or a high percentile where there is none.</summary>
    private static double High(Amount amount) => amount.Evaluate(leaf => leaf switch
    {
        ByLabel by => by.Amounts.Max(each => High(each.Amount)),
        Uncertain uncertain when double.IsPositiveInfinity(Support.Of(uncertain).Max) => uncertain.Shape.ToLaw().Quantile(Percentile),
        _ => Support.Of(leaf).Max,
    });
}
