using CostSim.Output.Summaries;
using CostSim.Requests;
using CostSim.Scenarios;
using CostSim.Scenarios.Drafts;

namespace CostSim.Output.Requests.Scenarios;

/// <summary>The phase of a kind of requests: input as counted, the rest wide, each with a comment that says so.</summary>
/// <param name="kind">The kind.</param>
/// <param name="file">The file that has its lengths.</param>
/// <param name="isOnly">Whether it is the only kind: then a request is an item.</param>
internal sealed class KindPhase(RequestKind kind, string file, bool isOnly)
{
    private const string CacheShare = "cache-share";

    /// <summary>A shorter beginning is only the form of a message.</summary>
    private const long BeginningMin = 32;

    /// <summary>What the comments of everything that has to be filled in begin with.</summary>
    public const string NotInTheFiles = "not in the files:";

    private GroupSummary Group => kind.Group;

    /// <summary>The phase, with the model and tier that the scenario has for all.</summary>
    public PhaseDraft Phase(string model, Tier tier) => new(kind.Id)
    {
        Only = isOnly ? null : kind.Id,
        Model = kind.Model == model ? null : kind.Model,
        Tier = kind.Price.Tier == tier ? null : kind.Price.Tier,
        InputTokens = new(Input(), [.. InputRemarks()]),
        OutputTokens = Output(),
        MaxOutputTokens = kind.Cap is > 1 and var cap && Group.HasOutput ? new(cap, [.. CapRemarks()]) : null,
        RetryRate = !Group.HasOutput ? null : new(
            Unknowns.RetryRate, $"{NotInTheFiles} how many answers are refused and asked for again. None, or up to "
                + $"{Figures.Stated(Unknowns.RetryRate.Max)}, are assumed."),
    };

    /// <summary>The factors that the phase needs; kinds that are counted alike share theirs.</summary>
    public IEnumerable<FactorDraft> Factors()
    {
        if (kind.Scale is { } scale)
            yield return new(scale, ScaleRange());
        if (kind.CachedBeginning is not null)
            yield return new(CacheShare, new(
                Unknowns.CacheShare, $"{NotInTheFiles} which share of the beginning that requests have in common is read from the cache. "
                    + $"Nothing, or up to {Figures.Stated(Unknowns.CacheShare.Max)}, is assumed."));
        foreach (var part in Group.Uncounted.Keys.Where(HasPrice))
            yield return new(NameOf(part), new(
                Unknowns.TokensOf(part), $"{NotInTheFiles} the tokens of {Nouns.An(TokensReport.PartNoun(part))}, on average."));
    }

    /// <summary>What cannot be part of the forecast.</summary>
    public IEnumerable<string> Gaps() => Group.Uncounted.Where(part => !HasPrice(part.Key)).Select(part =>
        $"{TokensReport.Part(part.Key, part.Value)} of {kind.Model} cost extra: no price of audio is known");

    /// <summary>Audio never pays the price of text; anything else does where it has no price of its own.</summary>
    private bool HasPrice(UncountedPart part) => part != UncountedPart.Audio || HasOwnPrice(part);

    private Remarked<AmountDraft> ScaleRange()
    {
        var counting = Group.Counting;
        return counting.IsPublished
            ? new(Unknowns.Overhead,
                $"Estimated, not counted: what messages, tools and schemas weigh beside their texts is not published. Tokens for one of "
                    + $"{counting.Encoding.Name}.")
            : new(new RangeDraft(counting.FactorMin, counting.FactorMax),
                FormattableString.Invariant(
                    $"Estimated, not counted: tokens of {kind.Model} for one of {counting.Encoding.Name}, {counting.Factor:0.##} by the ")
                    + $"best estimate ({counting.Basis}).");
    }

    private AmountDraft Input()
    {
        var terms = new List<AmountDraft>();
        if (kind.CachedBeginning is { } beginning)
            terms.Add(new CachedDraft(
                new NameDraft(CacheShare), Scaled(new NumberDraft(beginning)),
                kind.Price.CacheWrite.Lifetimes is [var shortest, ..] ? shortest : null));
        terms.Add(Scaled(new ColumnDraft(
            file, kind.CachedBeginning is null ? LengthColumn.InputTokens : LengthColumn.AfterBeginning, isOnly)));
        terms.AddRange(Group.Uncounted.Keys.Where(part => HasPrice(part) && !HasOwnPrice(part)).Select(PerRequest));
        var (audio, image) = (OfOwnPrice(UncountedPart.Audio), OfOwnPrice(UncountedPart.Image));
        return audio is null && image is null ? SumDraft.Of(terms) : new ModalDraft(SumDraft.Of(terms), audio, image);
    }

    private AmountDraft Scaled(AmountDraft counted) =>
        kind.Scale is { } scale ? new ProductDraft(counted, new NameDraft(scale)) : counted;

    private bool HasOwnPrice(UncountedPart part) => part switch
    {
        UncountedPart.Audio => kind.Price.AudioInputPicoUsd is not null,
        UncountedPart.Image => kind.Price.ImageInputPicoUsd is not null,
        _ => false,
    };

    private AmountDraft? OfOwnPrice(UncountedPart part) => Group.Uncounted.ContainsKey(part) && HasOwnPrice(part) ? PerRequest(part) : null;

    /// <summary>The tokens of a part, as often as a request has it on average.</summary>
    private AmountDraft PerRequest(UncountedPart part)
    {
        var tokens = new NameDraft(NameOf(part));
        return Group.Uncounted[part] == Group.Requests ? tokens
            : new ProductDraft(new NumberDraft(Math.Round((double)Group.Uncounted[part] / Group.Requests, 6)), tokens);
    }

    private static string NameOf(UncountedPart part) => $"{TokensReport.PartNoun(part).Split(' ')[0]}-tokens";

    private IEnumerable<string> InputRemarks()
    {
        yield return $"{Nouns.Counted("request", kind.Requests)}, {Figures.Count(Group.Lengths.Min)} to "
            + $"{Figures.Count(Group.Lengths.Max)} tokens as counted by {Group.Counting.Encoding.Name}"
            + $"{(Group.IsExact ? ", which is exact" : $"; {kind.Scale} makes them those of {kind.Model}")}."
            + (kind.Requests > LengthColumn.ValuesMax
                ? $" The file has {Figures.Count(LengthColumn.ValuesMax)} values, each the average of as many requests." : "");
        if (Group.SharedPrefix is >= BeginningMin and var beginning)
            yield return $"All begin with the same {Figures.Count(beginning)} tokens, "
                + (kind.WhyNotCached is { } why ? $"written without a cache: {why}." : "which a cache may keep.");
        foreach (var (part, count) in Group.Uncounted)
            yield return $"{TokensReport.Part(part, count)} without text: "
                + (HasPrice(part) ? $"see {NameOf(part)}." : "left out, as no price of audio is known.");
    }

    private Remarked<AmountDraft> Output()
    {
        if (!Group.HasOutput)
            return new(new NumberDraft(0));
        var max = kind.OutputMax;
        var why = kind.Cap is not null ? "the cap" : Group.WithoutCap == Group.Requests ? "there is no cap" : "not every request has a cap";
        return new(max <= 1 ? new NumberDraft(max) : new RangeDraft(1, max),
            $"{NotInTheFiles} how long answers are, reasoning included. On average 1 to {Figures.Count(max)} tokens ({why}) are "
                + "assumed; put in what a pilot has shown.");
    }

    private IEnumerable<string> CapRemarks()
    {
        if (Group.OutputCaps is { } caps && caps.Min < caps.Max)
            yield return $"The greatest: requests have caps from {Figures.Count(caps.Min)} on.";
    }
}
