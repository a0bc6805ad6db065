using CostSim.Scenarios.Drafts;

namespace CostSim.Scenarios.Edits;

/// <summary>What takes the place of an amount: a product of parts, each with the comment that says where it comes from.</summary>
/// <param name="Path">The amount, such as <c>phases.tag.inputTokens</c>.</param>
/// <param name="Remark">The comment on the whole.</param>
/// <param name="Parts">The factors of the product; a single one stands by itself.</param>
public sealed record AmountEdit(string Path, string Remark, IReadOnlyList<Remarked<AmountDraft>> Parts)
{
    /// <summary>Indices of the terms of its sum that stay as they are written, beside the product; none where it is no such sum.</summary>
    public IReadOnlyList<int> KeptTerms { get; init; } = [];

    /// <summary>A certain number that is added to the product; 0 for none.</summary>
    public double Plus { get; init; }

    /// <summary>Whether it stands on one line, its comment within.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether a comment that ends its line speaks of it.</summary>
    public bool IsOfItsLine { get; init; }
}
