using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>Where the output of a call is cut; a limit that no call can reach is infinite.</summary>
/// <param name="Most">The greatest output of one call.</param>
/// <param name="AskedAgainAbove">The output above which a call is cut and asked again, up to <see cref="Most"/>.</param>
internal readonly record struct OutputLimits(double Most, double AskedAgainAbove)
{
    /// <summary>Whether calls are asked again.</summary>
    public bool IsAskedAgain => double.IsFinite(AskedAgainAbove);

    /// <summary>Whether there is a limit.</summary>
    public bool IsAny => double.IsFinite(Most) || IsAskedAgain;

    /// <param name="call">The call.</param>
    /// <param name="longest">Its longest output if it were not cut.</param>
    public static OutputLimits Of(Call call, double longest) => call.CutRetry is { } retry
        ? new OutputLimits(Reached(retry.MaxOutputTokens, longest), Reached(call.MaxOutputTokens!.Value, longest))
        : new OutputLimits(Reached(call.MaxOutputTokens ?? double.PositiveInfinity, longest), double.PositiveInfinity);

    private static double Reached(double limit, double longest) => limit < longest ? limit : double.PositiveInfinity;
}
