namespace CostSim.Scenarios;

/// <summary>What one file of a catalogue says.</summary>
/// <param name="Rows">The rows, no two of which give one component on one day.</param>
/// <param name="Aliases">Other names of their models.</param>
public sealed record CatalogueContent(IReadOnlyList<PriceRow> Rows, IReadOnlyList<PriceAlias> Aliases)
{
    public IReadOnlyList<ModelFacts> Models { get; init; } = [];

    public IReadOnlyList<ToolFee> Fees { get; init; } = [];

    public IReadOnlyList<TokenizerRatio> Tokenizers { get; init; } = [];

    /// <summary>SHA-256 of the file in lower-case hexadecimal, or null where it was not read from one.</summary>
    public string? Hash { get; init; }

    /// <summary>The same, as the user's own.</summary>
    internal CatalogueContent AsOwn() => this with
    {
        Rows = [.. Rows.Select(row => row with { IsOwn = true })],
        Fees = [.. Fees.Select(fee => fee with { IsOwn = true })],
    };
}
