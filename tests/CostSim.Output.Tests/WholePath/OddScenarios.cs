using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Scenarios;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Tests.Language;

namespace CostSim.Output.Tests.WholePath;

/// <summary>
/// Scenarios changed at random: numbers go to extremes, amounts get other shapes, words of the language are added at their places, phases
/// are doubled, swapped and removed. Each is a function of its number alone.
/// </summary>
internal static class OddScenarios
{
    private const int Seed = 20261130;
    private const int ChangesMax = 5;

    /// <summary>Of the changes that the reader refuses, one in so many stays: what it answers has a test of its own.</summary>
    private const int RefusedStay = 40;

    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly double[] Times = [0, 1e-6, 0.001, 0.1, 0.5, 0.9, 1.1, 2, 10, 1000, 1e6, 1e12];

    /// <summary>What is shipped, what has every word of the language, and what was once answered badly.</summary>
    public static IReadOnlyList<string> Seeds { get; } =
    [
        .. In(Path.Combine(Repository.Root, "scenarios"), ScenarioTemplates.Names),
        .. ScenarioTemplates.Names.Select(ScenarioTemplates.Text),
        .. In(Path.Combine(Repository.Root, "tests", "CostSim.Scenarios.Tests", "Language", "Sound")),
        .. In(Path.Combine(Repository.Tests, "Odd")),
    ];

    /// <summary>The text with a number.</summary>
    public static string Of(int number)
    {
        var random = new Random(HashCode(number));
        var text = Seeds[random.Next(Seeds.Count)];
        var scenario = JsonNode.Parse(text, documentOptions: Lenient)!.AsObject();
        for (var changes = random.Next(1, ChangesMax + 1); changes > 0; changes--)
        {
            var changed = scenario.DeepClone().AsObject();
            Change(changed, random);
            if (random.Next(RefusedStay) == 0 || IsReadable(changed.ToJsonString()))
                scenario = changed;
        }

        if (random.Next(RefusedStay) > 0)
            return scenario.ToJsonString();
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(text)];
        ScenarioMutator.Mutate(bytes, random);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Whether a text is a scenario, or more than the reader can bear: that is not to be undone but told.</summary>
    private static bool IsReadable(string text)
    {
        try
        {
            return Read(text).Scenario is not null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return true;
        }
    }

    /// <summary>What the reader finds in a text.</summary>
    public static ScenarioReading Read(string text) =>
        ScenarioReader.Read("odd.json", Encoding.UTF8.GetBytes(text), ScenarioChanges.None, FixedPrices.Catalogue);

    /// <summary>The scenarios of a folder, but for those of templates of the same name.</summary>
    private static IEnumerable<string> In(string folder, params IReadOnlyList<string> but) =>
        Directory.GetFiles(folder, "*.json").Where(file => !but.Contains(Path.GetFileNameWithoutExtension(file)))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText);

    /// <summary>Neighbouring seeds of <see cref="Random"/> are alike in their first numbers.</summary>
    private static int HashCode(int number) => unchecked((int)((uint)(number + Seed) * 2654435761));

    private static void Change(JsonObject scenario, Random random)
    {
        var samples = new Samples(random);
        List<Site> sites = [.. Site.In(scenario)];
        switch (random.Next(10))
        {
            case < 4 when sites.FindAll(IsNumber) is { Count: > 0 } numbers:
                ChangeNumber(samples.One(numbers), random);
                break;
            case < 7 when sites.FindAll(site => site.Form is AmountRole) is { Count: > 0 } amounts && samples.One(amounts) is var amount:
                amount.Set(JsonNode.Parse(OddAmounts.Near(Centre(amount.Value), random)));
                break;
            case 7:
                ChangePhases(scenario, random);
                break;
            case 8 when sites.FindAll(site => site.Value is JsonObject && site.Form is ObjectForm) is { Count: > 0 } objects:
                AddWord(samples.One(objects), samples);
                break;
            default:
                var any = samples.One(sites);
                any.Set(samples.Of(any.Form));
                break;
        }
    }

    private static bool IsNumber(Site site) => site.Value is JsonValue value && value.TryGetValue<double>(out _);

    private static void ChangeNumber(Site site, Random random)
    {
        var value = site.Value!.GetValue<double>();
        var changed = random.Next(4) == 0 ? Math.Pow(10, random.Next(-9, 16)) : value * Times[random.Next(Times.Length)];
        site.Set(site.Form is WholeForm || double.IsInteger(value) ? Math.Round(changed) : changed);
    }

    private static void AddWord(Site site, Samples samples)
    {
        var word = samples.One(Vocabulary.Whole[((ObjectForm)site.Form).Place].Words);
        site.Value!.AsObject()[word.Key] = samples.Of(word.Form);
    }

    private static void ChangePhases(JsonObject scenario, Random random)
    {
        if (scenario["phases"] is not JsonArray { Count: > 0 } phases)
            return;
        var (one, other) = (random.Next(phases.Count), random.Next(phases.Count));
        var phase = phases[one]!;
        switch (random.Next(4))
        {
            case 0:
                phases.RemoveAt(one);
                break;
            case 1:
                phases.RemoveAt(one);
                phases.Insert(other, phase);
                break;
            case 2 when phase is JsonObject:
                var again = phase.DeepClone();
                again["id"] = $"again{phases.Count}";
                phases.Insert(Math.Max(one, other), again);
                break;
            case 3 when phase is JsonObject:
                phase["retry"] = new JsonObject
                {
                    ["rate"] = random.Next(1, 10) / 10.0,
                    ["rounds"] = random.Next(1, 5),
                    ["rerun"] = phases[Math.Min(one, other)]?["id"]?.DeepClone(),
                };
                break;
        }
    }

    /// <summary>A number that an amount has, to stay near it.</summary>
    private static double Centre(JsonNode? amount) => amount switch
    {
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonArray { Count: > 0 } array => Centre(array[0]),
        JsonObject { Count: > 0 } of => Centre(of.First().Value),
        _ => 1,
    };
}
