using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Tests.Language;

/// <summary>
/// Scenarios made from the table of the language: sound ones in which a word or a few hold something else, are missing, or are strangers.
/// </summary>
internal static class GeneratedTexts
{
    private const int Seed = 20261203;

    private static readonly string[] Numbered =
        ["90%", ".5%", "5.%", "normal80%", "0%", "100%", "p50", "p.5", "p5.", "p0", "p100", "p1.2.3"];

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Sound scenarios that have every kind of object.</summary>
    public static IReadOnlyList<string> Sound { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Tests, "Language", "Sound"), "*.json").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)];

    /// <summary>The first of them are the same, however many are asked for.</summary>
    public static IEnumerable<string> Take(int count)
    {
        var random = new Random(Seed);
        var samples = new Samples(random);
        while (count > 0)
        {
            var scenario = JsonNode.Parse(samples.One(Sound), documentOptions: Lenient)!.AsObject();
            for (var changes = samples.One(0, 1, 1, 1, 1, 1, 2, 3); changes > 0; changes--)
                Change(samples.One(Site.In(scenario).ToList()), samples);
            if (!IsChangedThroughout(scenario))
            {
                count--;
                yield return scenario.ToJsonString();
            }
        }
    }

    /// <summary>Whether every run changes something: what all of them replace, the reader never looks at.</summary>
    private static bool IsChangedThroughout(JsonObject scenario) =>
        scenario["runs"] is JsonObject { Count: > 0 } runs && runs.All(run => run.Value is JsonObject said && said.ContainsKey("change"));

    private static void Change(Site site, Samples samples)
    {
        if (site.Value is not JsonObject of || PlaceOf(site.Form) is not { } words || samples.Chance(4))
        {
            site.Set(samples.Chance(6) ? samples.Stranger() : samples.Of(site.Form));
            return;
        }

        if (samples.Chance(3) && of.Count > 0)
            of.Remove(samples.One(of.Select(member => member.Key).ToList()));
        else if (samples.Chance(6))
            of[samples.One(samples.One(Vocabulary.Whole.Places.ToList()).Keys.ToList())] = samples.Stranger();
        else if (words.Numbered is not null && samples.Chance(2))
            of[samples.One(Numbered)] = samples.Of(words.Numbered.Form);
        else if (samples.One(words.Words) is var word)
            of[word.Key] = samples.Of(word.Form);
    }

    private static PlaceWords? PlaceOf(Form form) => form switch
    {
        ObjectForm place => Vocabulary.Whole[place.Place],
        AmountRole => AmountWords.Amount,
        _ => null,
    };
}
