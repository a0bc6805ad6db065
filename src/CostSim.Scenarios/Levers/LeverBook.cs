using System.Globalization;

namespace CostSim.Scenarios.Levers;

/// <summary>
/// Finds the levers of a scenario: what its words say can be cheaper. Where a number is needed that the scenario does not have, one is
/// assumed and said.
/// </summary>
public sealed class LeverBook
{
    /// <summary>Assumed: the share of a fixed prompt that is read from the cache.</summary>
    private const double CacheHits = 0.8;

    /// <summary>Assumed: the share of a phase's input that is the same in every call, where the scenario does not tell its parts.</summary>
    private const double FixedPart = 0.5;

    /// <summary>Assumed: the share of units that a sampled check takes.</summary>
    private const double Sample = 0.05;

    /// <summary>A check of fewer is one of a sample already.</summary>
    private const double SampleMax = 0.2;

    /// <summary>What the id or the name of a phase that checks tends to hold: no word of the language says it.</summary>
    private static readonly string[] CheckWords = ["check", "review", "valid", "verif", "audit", "solvab", "proof", "qa", "inspect",
        "judge", "grade"];

    private readonly Scenario _scenario;
    private readonly PriceCatalogue _catalogue;
    private readonly PriceSheet _prices;
    private readonly List<Lever> _levers = [];
    private readonly List<(LeverKind, string)> _others = [];

    private LeverBook(Scenario scenario, PriceCatalogue catalogue) =>
        (_scenario, _catalogue, _prices) = (scenario, catalogue, catalogue.On(scenario.PricesOn));

    private IEnumerable<Phase> Calling => _scenario.Phases.Where(phase => phase.Call is not null);

    /// <param name="scenario">The scenario.</param>
    /// <param name="catalogue">What tokens cost.</param>
    public static LeverSearch Of(Scenario scenario, PriceCatalogue catalogue)
    {
        var book = new LeverBook(scenario, catalogue);
        book.FindBatchTier();
        book.Find(LeverKind.Deduplication, scenario.Phases.Where(phase => phase.Duplicate is not null), book.Deduplicate,
            "no phase has `duplicate`: nothing is said to be delivered twice");
        book.Find(LeverKind.Caching, book.Calling, book.Cache, "no phase makes calls");
        book.Find(LeverKind.FailedPartOnly, scenario.Phases.Where(phase => phase.Retry?.RerunFrom is not null), book.RepeatPart,
            "no retry has `rerun`: only what is refused is repeated");
        book.Find(LeverKind.SmallerModel, book.Calling, book.Shrink, "no phase makes calls");
        book.Find(LeverKind.SampledChecks, book.Calling.Where(IsCheck), book.SampleCheck, "no phase that makes calls has a check's name");
        book.Find(LeverKind.LowerReasoning, book.Calling.Where(phase => phase.Call!.Output is not BilledOutput), book.ReasonLess,
            "no phase tells its reasoning apart (`billedPerVisible`, `reasoningTokens`)");
        return new LeverSearch(book._levers, book._others);
    }

    /// <summary>
    /// The levers of a kind, phase by phase; where there is none, the reason of the first phase, or that there is no such phase.
    /// </summary>
    private void Find(LeverKind kind, IEnumerable<Phase> phases, Func<Phase, (Lever? Lever, string Reason)> find, string none)
    {
        var found = phases.Select(phase => (phase.Id, Found: find(phase))).ToList();
        _levers.AddRange(found.Select(one => one.Found.Lever).OfType<Lever>());
        if (found.TrueForAll(one => one.Found.Lever is null))
            _others.Add(
                (kind, found.Count == 0 ? none
                    : string.Join("; ",
                        found.GroupBy(one => one.Found.Reason).Select(
                            same => $"{same.Key} ({string.Join(", ", same.Select(one => one.Id))})"))));
    }

    private void FindBatchTier()
    {
        var standard = Calling.Where(phase => phase.Call!.Model.Tier == Tier.Standard).ToList();
        if (standard.Count == 0 && (_scenario.Model.Tier == Tier.Batch || Calling.Any()))
            _others.Add((LeverKind.BatchTier, "every call pays the price of a batch already"));
        else if (_scenario.Timing == Timing.RealTime)
            _others.Add((LeverKind.BatchTier, "answers are needed in real time"));
        else
            _levers.Add(new Lever(
                LeverKind.BatchTier, null, "answers may take the 24 hours within which a batch is promised",
                ["tier=batch",
                    .. standard.Where(phase => Written($"phases.{phase.Id}.tier") is not null).Select(
                        phase => $"phases.{phase.Id}.tier=batch")]));
    }

    private (Lever?, string) Deduplicate(Phase phase) => phase.Duplicate is Certain { Value: 0 }
        ? (null, "nothing is delivered twice")
        : (new Lever(LeverKind.Deduplication, phase.Id, "an idempotency key catches every duplicate", [$"phases.{phase.Id}.duplicate=0"]),
            "");

    private (Lever?, string) Cache(Phase phase)
    {
        var (input, price, path) = (phase.Call!.InputTokens, phase.Call.Model.Price, $"phases.{phase.Id}.inputTokens");
        if (Composite.In<Cached>(input).Any(cached => !cached.IsImplicit))
            return (null, "it has a cache");
        input = Cached.Without(input);
        if (price.CachedInputPicoUsd is not { } cached)
            return (null, $"no price of cached input is known for {phase.Call.Model.Model} in this tier");
        if (cached >= price.InputPicoUsd)
            return (null, $"cached input of {phase.Call.Model.Model} costs as much as other input in this tier");
        if (Written(path) is not { } written)
            return (null, "it has no input tokens");
        var lifetime = price.CacheWrite.Lifetimes is [var shortest, ..] ? $",\"lifetime\":\"{shortest}\"" : "";
        if (input is Sum sum && written.StartsWith("{\"sum\":", StringComparison.Ordinal)
            && sum.Terms.OfType<Certain>().MaxBy(term => term.Value) is { Value: > 0 } fixedPart
            && Written($"{path}.sum.{sum.Terms.ToList().IndexOf(fixedPart)}") is { } term && !term.StartsWith('"'))
        {
            return (new Lever(
                LeverKind.Caching, phase.Id,
                $"{Percent(CacheHits)} of its fixed {fixedPart.Value.ToString("#,##0.##", CultureInfo.InvariantCulture)} tokens are "
                    + $"read from the cache",
                [$"{path}.sum.{sum.Terms.ToList().IndexOf(fixedPart)}={{\"cached\":{Number(CacheHits)},\"of\":{term}{lifetime}}}"]), "");
        }

        string[] changes = [$"{path}={{\"cached\":{Number(FixedPart * CacheHits)},\"of\":{written}{lifetime}}}"];
        return (new Lever(
            LeverKind.Caching, phase.Id,
            $"{Percent(FixedPart)} of its input is the same in every call, and {Percent(CacheHits)} of that is read from the cache",
            changes)
        {
            Neutral = written.StartsWith('"') ? [] : changes,
            AtNeutral = scenario => scenario with { Phases = [.. scenario.Phases.Select(one => one.Id == phase.Id ? Unread(one) : one)] },
        }, "");
    }

    /// <summary>The phase with nothing read from a cache: not written either, unless the model does that by itself.</summary>
    private static Phase Unread(Phase phase) => phase.Call is not { InputTokens: Cached cached } call ? phase
        : phase with
        {
            Call = call with
            {
                InputTokens = call.Model.Facts?.Caching == Caching.Implicit
                    ? cached with { Share = new Certain($"{cached.Path}.cached", 0) } : cached.Of,
            },
        };

    private (Lever?, string) RepeatPart(Phase phase)
    {
        var phases = _scenario.Phases.ToList();
        var (start, end) = (phases.FindIndex(one => one.Id == phase.Retry!.RerunFrom), phases.IndexOf(phase));
        if (phase.Call is not null)
            return (new Lever(LeverKind.FailedPartOnly, phase.Id, "the fault lies in the refused call, and what led to it is kept",
                [$"phases.{phase.Id}.retry.rerun=null"]), "");
        // What only some units pass, or what only checks, did not make what is refused.
        var last = phases.FindLastIndex(
            end - 1, end - start, one => one.Call is not null && one.Share is null && one.Only.Count == 0 && !IsCheck(one));
        return last <= start
            ? (null, $"only {phase.Retry!.RerunFrom} is repeated already")
            : (new Lever(LeverKind.FailedPartOnly, phase.Id, $"the fault lies in {phases[last].Id}, and what led to it is kept",
                [$"phases.{phase.Id}.retry.rerun={phases[last].Id}"]), "");
    }

    /// <summary>
    /// The dearest of the cheaper models that are nearest in name: a smaller one of the family, not the smallest there is. What differs in
    /// its version alone, a newer one at a lower price, is not smaller; one that was shut down cannot be called.
    /// </summary>
    private (Lever?, string) Shrink(Phase phase)
    {
        var price = phase.Call!.Model.Price;
        var cheaper = _prices.Prices
            .Where(other =>
                other.Provider == price.Provider && other.Tier == price.Tier && IsCheaper(other, price)
                    && !SizeWords(other.Model).SequenceEqual(SizeWords(price.Model))
                    && !(_catalogue.FactsOf(other.Provider, other.Model)?.RetiredOn <= _prices.Day))
            .OrderByDescending(other => InCommon(other.Model, price.Model)).ThenByDescending(other => other.OutputPicoUsd).ThenByDescending(
                other => other.Model, StringComparer.Ordinal)
            .FirstOrDefault();
        return cheaper is null
            ? (null, $"{price.Provider} has no smaller model than {price.Model} that is cheaper in this tier")
            : (new Lever(LeverKind.SmallerModel, phase.Id,
                $"{cheaper.Model} does as well with the same tokens and refusals: quality is not simulated",
                    [$"phases.{phase.Id}.model={cheaper.Provider}/{cheaper.Model}"]), "");
    }

    /// <summary>Whether every token costs less, however long the call is, and none that is cached costs more.</summary>
    private static bool IsCheaper(Price other, Price price)
    {
        var (input, output) = other.LongContext is { } longer ? (longer.InputPicoUsd, longer.OutputPicoUsd)
            : (other.InputPicoUsd, other.OutputPicoUsd);
        // Where both are dearer above the same length, long calls are held against long ones.
        var (ownInput, ownOutput) = price.LongContext is { } own
            && own.AboveInputTokens <= (other.LongContext?.AboveInputTokens ?? long.MaxValue)
            ? (own.InputPicoUsd, own.OutputPicoUsd)
            : (price.InputPicoUsd, price.OutputPicoUsd);
        return other.InputPicoUsd < price.InputPicoUsd && other.OutputPicoUsd < price.OutputPicoUsd && input < ownInput
            && output < ownOutput
            && !(other.CachedInputPicoUsd > price.CachedInputPicoUsd);
    }

    /// <summary>The words of a model's name that are no version: <c>claude</c>, <c>opus</c>.</summary>
    private static IEnumerable<string> SizeWords(string model) =>
        model.Split('-', '.').Where(word => word.Length > 0 && word.All(char.IsAsciiLetter));

    /// <summary>Words of two names that agree from the beginning: family, then size or version.</summary>
    private static int InCommon(string a, string b) =>
        a.Split('-').Zip(b.Split('-')).TakeWhile(pair => pair.First == pair.Second).Count();

    private static bool IsCheck(Phase phase) =>
        CheckWords.Any(
            word => phase.Id.Contains(word, StringComparison.OrdinalIgnoreCase)
                || phase.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private (Lever?, string) SampleCheck(Phase phase)
    {
        if (phase.Split != 1 || phase.SplitAmount is not null || phase.SplitByLabel.Count > 0 || phase.Join)
            return (null, "it splits or joins units, which a sample cannot");
        if (phase.Share is not null && phase.Share.Evaluate(Mean) is <= SampleMax)
            return (null, "it is a sample already");
        return (new Lever(
            LeverKind.SampledChecks, phase.Id, $"{Percent(Sample)} of the units are enough to check: by its name it is a check",
            [$"phases.{phase.Id}.share={Number(Sample)}"]), "");
    }

    private (Lever?, string) ReasonLess(Phase phase)
    {
        const string Half = "half of the reasoning is enough: quality is not simulated";
        if (phase.Call!.Output is ReasoningOutput)
            return Halved("reasoningTokens", "{\"product\":[0.5,#]}", "{\"product\":[1,#]}");
        var own = ((OverheadOutput)phase.Call.Output).BilledPerVisible;
        var overheads = Calling.Select(other => other.Call!.Output).OfType<OverheadOutput>().Select(output => output.BilledPerVisible)
            .Where(other => other.Path.StartsWith("factors.", StringComparison.Ordinal)).DistinctBy(other => other.Path);
        if (own.Evaluate(Mean) is not (> 1 and var ratio))
            return (null, "it does not reason");
        if (overheads.Where(other => other.Evaluate(Mean) < ratio).MaxBy(other => other.Evaluate(Mean)) is { } lower)
        {
            var name = lower.Path["factors.".Length..];
            return (new Lever(LeverKind.LowerReasoning, phase.Id,
                $"the overhead \"{name}\", which other phases have, is enough: quality is not simulated",
                    [$"phases.{phase.Id}.billedPerVisible={name}"]), "");
        }

        return Halved("billedPerVisible", "{\"sum\":[0.5,{\"product\":[0.5,#]}]}", "{\"sum\":[0,{\"product\":[1,#]}]}");

        (Lever?, string) Halved(string key, string half, string whole)
        {
            var path = $"phases.{phase.Id}.{key}";
            return Written(path) is not { } written ? (null, "its reasoning is not written there")
                : (new Lever(LeverKind.LowerReasoning, phase.Id, Half, [$"{path}={half.Replace("#", written, StringComparison.Ordinal)}"])
                {
                    Neutral = written.StartsWith('"') ? [] : [$"{path}={whole.Replace("#", written, StringComparison.Ordinal)}"],
                }, "");
        }
    }

    private static double Mean(Amount leaf) => leaf switch
    {
        Certain certain => certain.Value,
        Uncertain uncertain => uncertain.Shape.ToLaw().Mean * uncertain.Chance,
        _ => double.NaN,
    };

    /// <summary>What the scenario says at a path, after all changes; null where nothing stands there.</summary>
    private string? Written(string path) => _scenario.WrittenAt?.Invoke(path);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => $"{(share * 100).ToString(CultureInfo.InvariantCulture)} %";
}
