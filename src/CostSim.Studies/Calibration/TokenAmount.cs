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

    /// <summary>The same beside terms that stay.</summary>
    public TokenAmount Beside(IReadOnlyList<int> terms, double tokens) => this with
    {
        KeptTerms = terms,
        KeptTokens = tokens,
        Tokens = usage => Tokens(usage) - tokens,
    };
}
