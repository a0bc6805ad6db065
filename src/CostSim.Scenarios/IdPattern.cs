namespace CostSim.Scenarios;

/// <summary>A pattern of the custom ids of a phase's requests: <c>tag-*</c>, where <c>*</c> is any text, also none.</summary>
/// <param name="Text">The pattern; everything but <c>*</c> means itself.</param>
public sealed record IdPattern(string Text)
{
    /// <summary>Whether a custom id as a whole fits the pattern.</summary>
    public bool Matches(ReadOnlySpan<char> id)
    {
        // On a mismatch the last star takes one letter more: earlier stars never need to.
        var (at, of, star, taken) = (0, 0, -1, 0);
        while (at < id.Length)
        {
            if (of < Text.Length && Text[of] == '*')
            {
                (star, taken) = (of++, at);
            }
            else if (of < Text.Length && Text[of] == id[at])
            {
                of++;
                at++;
            }
            else if (star >= 0)
            {
                of = star + 1;
                at = ++taken;
            }
            else
            {
                return false;
            }
        }

        return Text.AsSpan(of).TrimStart('*').IsEmpty;
    }
}
