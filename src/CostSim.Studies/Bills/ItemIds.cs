using System.Text.RegularExpressions;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>
/// Which item a request is about, by its custom id: what the first star of the phase's pattern stands for, so that <c>tag-0001</c> and
/// <c>review-0001</c> are of one item; without a pattern the id itself.
/// </summary>
/// <remarks>
/// Where an item has several calls in a phase, further stars number them; where the pattern has one star, a number at the end of its text
/// does (<c>draft-0001-2</c>).
/// </remarks>
internal sealed class ItemIds
{
    private static readonly Regex Number = new("[-_.:/#][0-9]+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private readonly Regex? _pattern;
    private readonly bool _hasNumber;

    /// <param name="pattern">The pattern of the phase's ids, or null.</param>
    /// <param name="hasSeveral">Whether an item has several calls in the phase.</param>
    public ItemIds(IdPattern? pattern, bool hasSeveral)
    {
        if (pattern is not null && pattern.Text.Contains('*', StringComparison.Ordinal))
            _pattern = new Regex(
                $"^{Regex.Escape(pattern.Text).Replace("\\*", "(.*)", StringComparison.Ordinal)}$",
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        _hasNumber = hasSeveral && (pattern is null || pattern.Text.Count(letter => letter == '*') < 2);
    }

    /// <summary>The item's own part of an id.</summary>
    public string Of(string id)
    {
        var own = _pattern?.Match(id) is { Success: true } match ? match.Groups[1].Value : id;
        return _hasNumber && Number.Match(own) is { Success: true } number && number.Index > 0 ? own[..number.Index] : own;
    }
}
