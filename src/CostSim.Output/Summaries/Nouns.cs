namespace CostSim.Output.Summaries;

/// <summary>English nouns, such as the scenario's word for an item, in singular and plural.</summary>
public static class Nouns
{
    /// <summary>Beginnings with a written vowel and a spoken consonant: <c>a user</c>, <c>a unit</c>.</summary>
    private static readonly string[] LikeYou = ["uni", "use", "eu", "one"];

    /// <summary>A number with its noun: <c>50,000 records</c>.</summary>
    public static string Counted(string item, long count) => $"{Figures.Count(count)} {Of(item, count)}";

    /// <summary>The plural as a heading: <c>Records</c>.</summary>
    public static string Heading(string item) => char.ToUpperInvariant(item[0]) + Of(item, 2)[1..];

    /// <summary>With the article: <c>an atom</c>, <c>a query</c>.</summary>
    public static string An(string item) => $"{(SoundsLikeVowel(item) ? "an" : "a")} {item}";

    private static bool SoundsLikeVowel(string item) => "aeiou".Contains(char.ToLowerInvariant(item[0]), StringComparison.Ordinal)
        ? !LikeYou.Any(start => item.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        : item.StartsWith("hour", StringComparison.OrdinalIgnoreCase);

    /// <summary>The noun for a number of them.</summary>
    public static string Of(string item, long count) => count == 1 ? item : Plural(item);

    private static string Plural(string item)
    {
        // A scenario's words may use any alphabet; the rules are for lower-case English endings.
        bool Ends(params ReadOnlySpan<string> endings)
        {
            foreach (var ending in endings)
            {
                if (item.EndsWith(ending, StringComparison.Ordinal))
                    return true;
            }

            return false;
        }

        return Ends("series", "species", "news") ? item
            : Ends("person") ? $"{item[..^6]}people"
            : Ends("child") ? $"{item}ren"
            : Ends("sis", "xis") ? $"{item[..^2]}es"
            : Ends("quiz") ? $"{item}zes"
            : Ends("s", "x", "z", "ch", "sh") ? $"{item}es"
            : Ends("y") && !Ends("ay", "ey", "iy", "oy", "uy") || Ends("quy") ? $"{item[..^1]}ies"
            : Ends("leaf", "half", "shelf") ? $"{item[..^1]}ves"
            : $"{item}s";
    }
}
