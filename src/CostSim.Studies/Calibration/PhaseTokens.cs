using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>The amounts of tokens of a phase's calls: those that records can tell, and those that they cannot, with the reason.</summary>
internal sealed class PhaseTokens
{
    private readonly Scenario _scenario;
    private readonly int _index;
    private readonly Call _call;
    private readonly string _at;
    private readonly List<TokenAmount> _told = [];
    private readonly List<KeptAmount> _kept = [];

    /// <param name="scenario">The scenario.</param>
    /// <param name="index">Index of a phase that calls.</param>
    public PhaseTokens(Scenario scenario, int index)
    {
        (_scenario, _index) = (scenario, index);
        (_call, _at) = (scenario.Phases[index].Call!, $"phases.{scenario.Phases[index].Id}");
        AddInput();
        if (_call.CutRetry is null)
            AddOutput();
        else
            Keep($"{_at} (output)", "what is cut is asked again: records of cut calls do not say how long they would be");
    }

    public IReadOnlyList<TokenAmount> Told => _told;

    public IReadOnlyList<KeptAmount> Kept => _kept;

    private void AddInput()
    {
        var path = $"{_at}.inputTokens";
        var input = _call.InputTokens is Cached { IsImplicit: true } all ? all.Of : _call.InputTokens;
        var whole = new TokenAmount(path, _index, input, tokens => tokens.Input, _call.Model.Price.InputPicoUsd);
        var isCached = Composite.In<Cached>(input).Any(part => !part.IsImplicit);
        if (Composite.In<Modal>(input).Any())
            Keep(path, "records do not tell text from audio and images");
        else if (!isCached)
            Add(whole);
        else if (input.Path != path)
            Keep(path, "its cached part stands in a factor: write it into the phase");
        else if (input is Cached only)
            Add(whole with { Path = $"{path}.of", Before = only.Of });
        else if (input is Sum sum)
            AddBeside(whole, sum);
        else
            Keep(path, "records do not tell its cached part from the rest");
        if (isCached)
            Keep($"{path} (cached)", "how much is read from a cache depends on how close calls are, not on the calls");
    }

    /// <summary>The cached terms of a sum stay: what is fitted is the rest.</summary>
    private void AddBeside(TokenAmount whole, Sum sum)
    {
        var terms = sum.Terms.Index().Where(term => term.Item is Cached { IsImplicit: false })
            .Select(term => (term.Index, ((Cached)term.Item).Of)).ToList();
        if (terms.Any(term => term.Of is not Certain))
            Keep(whole.Path, "its cached part is uncertain, and records do not tell it from the rest");
        else if (terms.Count == sum.Terms.Count)
            Keep(whole.Path, "all of it is cached, and certain");
        else
            Add(whole.Beside([.. terms.Select(term => term.Index)], terms.Sum(term => ((Certain)term.Of).Value)));
    }

    private void AddOutput()
    {
        switch (_call.Output)
        {
            case BilledOutput billed:
                Output("outputTokens", billed.Tokens, tokens => tokens.Output);
                break;
            case ReasoningOutput reasoning:
                Output("visibleTokens", reasoning.VisibleTokens, tokens => tokens.VisibleOutput);
                Output("reasoningTokens", reasoning.ReasoningTokens, tokens => tokens.Reasoning);
                break;
            case OverheadOutput overhead:
                Output("visibleTokens", overhead.VisibleTokens, tokens => tokens.VisibleOutput);
                Output("billedPerVisible", overhead.BilledPerVisible, tokens => tokens.Reasoning, isRatio: true);
                break;
        }

        void Output(string word, Amount amount, Func<TokenUsage, double> tokens, bool isRatio = false) =>
            Add(new TokenAmount($"{_at}.{word}", _index, amount, tokens, _call.Model.Price.OutputPicoUsd ?? 0)
            {
                IsOutput = true,
                IsRatio = isRatio,
            });
    }

    private void Add(TokenAmount amount)
    {
        if (Labels.DependsOnLabels(amount.Before))
            Keep(amount.Path, "records do not name labels");
        else if (amount.Before.Leaves.Append(amount.Before).Any(IsCorrelated))
            Keep(amount.Path, "it stands in `correlations`");
        else
            _told.Add(amount);
    }

    private bool IsCorrelated(Amount amount) =>
        _scenario.Correlations.Any(pair => pair.First == amount.Path || pair.Second == amount.Path);

    private void Keep(string path, string reason) => _kept.Add(new KeptAmount(path, reason));
}
