namespace CostSim.Scenarios;

/// <summary>
/// A phase whose tokens were counted for one model and are called for at another, which makes more or fewer of the same text.
/// </summary>
/// <param name="Phase">The phase's id, or the name of an allowance.</param>
/// <param name="Ratio">How the tokenizers compare; null where nothing is established, and the tokens stay as they are.</param>
/// <param name="Tokenizer">The tokenizer of the model that is called.</param>
/// <param name="RelativeTo">That of the model for which the tokens were counted.</param>
public sealed record TokenShift(string Phase, TokenizerRatio? Ratio, string Tokenizer, string RelativeTo);

/// <summary>
/// Counts the tokens of a scenario anew where it differs from another in the model alone, and the models count differently.
/// </summary>
/// <remarks>
/// What a scenario states are tokens of its own model. A change of the model that leaves them as they are would compare the prices of a
/// token and forget that there are more of them. Where a change states the tokens as well, they are those of the new model.
/// </remarks>
public static class Retokenisation
{
    private static readonly string[] TokenKeys = ["inputTokens", "outputTokens", "visibleTokens", "reasoningTokens"];

    /// <param name="reference">The scenario whose model the tokens are of.</param>
    /// <param name="other">The scenario with another model.</param>
    /// <returns>The other one, its tokens and <see cref="Scenario.TokenShifts"/> as its models count.</returns>
    public static Scenario Of(Scenario reference, Scenario other)
    {
        if (reference.WrittenAt is null || other.WrittenAt is null)
            return other;
        var shifts = new List<TokenShift>();
        var phases = other.Phases.Select(phase => reference.Phases.FirstOrDefault(own => own.Id == phase.Id) is { } from
            ? Shifted(phase, from) : phase).ToList();
        return shifts.Count == 0 ? other : other with { Phases = phases, TokenShifts = shifts };

        Phase Shifted(Phase phase, Phase from)
        {
            if (phase.Call is not { } call || from.Call is not { } own || !IsSame($"phases.{phase.Id}")
                || ShiftOf(phase.Id, call.Model, own.Model) is not { } shift)
                return phase;
            shifts.Add(shift);
            if (shift.Ratio is not { Factor: var factor })
                return phase;
            var retry = phase.Retry is { ExtraInputTokens: { } extra } repeated
                ? repeated with { ExtraInputTokens = Times(extra, factor) } : phase.Retry;
            var counted = call with { InputTokens = Times(call.InputTokens, factor), Output = Times(call.Output, factor) };
            return phase with { Call = counted, Retry = retry };
        }

        // A name may stand for the tokens: all factors have to be the same.
        bool IsSame(string path) => reference.WrittenAt!("factors") == other.WrittenAt!("factors")
            && TokenKeys.All(key => reference.WrittenAt($"{path}.{key}") == other.WrittenAt($"{path}.{key}"));

        TokenShift? ShiftOf(string place, PricedModel model, PricedModel own) =>
            model.Facts?.Tokenizer is { } to && own.Facts?.Tokenizer is { } of && to != of
                ? new TokenShift(place, other.Tokenizers(to, of), to, of) : null;
    }

    private static Output Times(Output output, double factor) => output switch
    {
        BilledOutput billed => new BilledOutput(Times(billed.Tokens, factor)),
        OverheadOutput overhead => overhead with { VisibleTokens = Times(overhead.VisibleTokens, factor) },
        ReasoningOutput reasoning => new ReasoningOutput(
            Times(reasoning.VisibleTokens, factor), Times(reasoning.ReasoningTokens, factor)),
        _ => output,
    };

    /// <summary>The amount times a factor, on the same draws; audio and images are not text.</summary>
    private static Amount Times(Amount amount, double factor) => amount switch
    {
        Modal => amount,
        Cached cached => cached with { Of = Times(cached.Of, factor) },
        Sum sum => sum with { Terms = [.. sum.Terms.Select(term => Times(term, factor))] },
        ByLabel by => by with { Amounts = [.. by.Amounts.Select(each => each with { Amount = Times(each.Amount, factor) })] },
        _ => new Product($"{amount.Path}/counted", [new Certain($"{amount.Path}/counted/factor", factor), amount]),
    };
}
