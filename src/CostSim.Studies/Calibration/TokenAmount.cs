using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>An amount of tokens of a call that records can tell.</summary>
/// <param name="Path">Where it is written.</param>
/// <param name="Phase">Index of its phase.</param>
/// <param name="Before">What it is.</param>
/// <param name="Tokens">Which tokens of a call it is.</param>
/// <param name="PicoUsd">The price of one.</param>
internal sealed record TokenAmount(string Path, int Phase, Amount Before, Func<TokenUsage, double> Tokens, long PicoUsd)
{
    /// <summary>Terms of its sum that stay, and how many tokens they are.</summary>
    public IReadOnlyList<int> KeptTerms { get; init; } = [];

    public double KeptTokens { get; init; }

    public bool IsOutput { get; init; }

    /// <summary>Whether it is billed over visible output.</summary>
    public bool IsRatio { get; init; }

    /// <summary>The amounts of a phase, and those of it that no record tells.</summary>
    public static (IReadOnlyList<TokenAmount> Told, IReadOnlyList<KeptAmount> Kept) Of(Scenario scenario, int index)
    {
        var (phase, at) = (scenario.Phases[index], $"phases.{scenario.Phases[index].Id}");
        var (call, told, kept) = (phase.Call!, new List<TokenAmount>(), new List<KeptAmount>());
        AddInput();
        if (call.CutRetry is not null)
        {
            kept.Add(new KeptAmount($"{at} (output)", "what is cut is asked again: records of cut calls do not say how long they would be"));
        }
        else if (call.Output is BilledOutput billed)
        {
            AddOutput("outputTokens", billed.Tokens, tokens => tokens.Output);
        }
        else if (call.Output is ReasoningOutput reasoning)
        {
            AddOutput("visibleTokens", reasoning.VisibleTokens, tokens => tokens.VisibleOutput);
            AddOutput("reasoningTokens", reasoning.ReasoningTokens, tokens => tokens.Reasoning);
        }
        else if (call.Output is OverheadOutput overhead)
        {
            AddOutput("visibleTokens", overhead.VisibleTokens, tokens => tokens.VisibleOutput);
            Add(new TokenAmount($"{at}.billedPerVisible", index, overhead.BilledPerVisible, tokens => tokens.Reasoning, 0)
            {
                IsOutput = true, IsRatio = true,
            });
        }

        return (told, kept);

        void AddOutput(string word, Amount amount, Func<TokenUsage, double> tokens) =>
            Add(new TokenAmount($"{at}.{word}", index, amount, tokens, call.Model.Price.OutputPicoUsd ?? 0) { IsOutput = true });

        void AddInput()
        {
            var path = $"{at}.inputTokens";
            var input = call.InputTokens is Cached { IsImplicit: true } all ? all.Of : call.InputTokens;
            var whole = new TokenAmount(path, index, input, tokens => tokens.Input, call.Model.Price.InputPicoUsd);
            var cached = Composite.In<Cached>(input).Where(part => !part.IsImplicit).ToList();
            if (Composite.In<Modal>(input).Any())
                kept.Add(new KeptAmount(path, "records do not tell text from audio and images"));
            else if (cached.Count == 0)
                Add(whole);
            else if (input.Path != path)
                kept.Add(new KeptAmount(path, "its cached part stands in a factor: write it into the phase"));
            else if (input is Cached only)
                Add(whole with { Path = $"{path}.of", Before = only.Of });
            else
                AddBeside(whole, (Sum)input);
            if (cached.Count > 0)
                kept.Add(new KeptAmount($"{path} (cached)", "how much is read from a cache depends on how close calls are, not on the calls"));
        }

        // The cached terms stay: what is fitted is the rest.
        void AddBeside(TokenAmount whole, Sum sum)
        {
            var terms = sum.Terms.Index().Where(term => term.Item is Cached { IsImplicit: false }).ToList();
            if (terms.Any(term => ((Cached)term.Item).Of is not Certain))
                kept.Add(new KeptAmount(whole.Path, "its cached part is uncertain, and records do not tell it from the rest"));
            else if (terms.Count == sum.Terms.Count)
                kept.Add(new KeptAmount(whole.Path, "all of it is cached, and certain"));
            else
                Add(Beside(whole, [.. terms.Select(term => term.Index)], terms.Sum(term => ((Certain)((Cached)term.Item).Of).Value)));
        }

        void Add(TokenAmount amount)
        {
            if (Labels.DependsOnLabels(amount.Before))
                kept.Add(new KeptAmount(amount.Path, "records do not name labels"));
            else if (amount.Before.Leaves.Append(amount.Before).Any(leaf => scenario.Correlations.Any(
                pair => pair.First == leaf.Path || pair.Second == leaf.Path)))
                kept.Add(new KeptAmount(amount.Path, "it stands in `correlations`"));
            else
                told.Add(amount);
        }
    }

    private static TokenAmount Beside(TokenAmount whole, IReadOnlyList<int> terms, double tokens) => whole with
    {
        KeptTerms = terms,
        KeptTokens = tokens,
        Tokens = usage => whole.Tokens(usage) - tokens,
    };
}
