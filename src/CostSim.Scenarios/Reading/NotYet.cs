namespace CostSim.Scenarios.Reading;

/// <summary>
/// The words of the language that are designed and not yet supported. A scenario that uses one is refused by the word's name
/// rather than read without it. A word that becomes supported leaves this table.
/// </summary>
internal static class NotYet
{
    private static readonly Dictionary<Place, string[]> Words = new()
    {
    };

    /// <summary>Whether the key is such a word at that place.</summary>
    public static bool Has(Place place, string key) =>
        Words.TryGetValue(place, out var words) && words.Contains(key);

    public static IEnumerable<string> WordsOf(Place place) => Words.GetValueOrDefault(place, []);
}
