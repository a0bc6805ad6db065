using System.Text.Json;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Schema;
using JsonSchema = Json.Schema.JsonSchema;

namespace CostSim.Scenarios.Tests.Language;

/// <summary>
/// The schema and the reader hold one language: what the schema refuses, the reader refuses; what the reader alone refuses is of a kind
/// that no schema can know (<see cref="ReaderOnly"/>).
/// </summary>
public class AgreementTests
{
    private const int Texts = 10_000;

    private static readonly Lazy<IReadOnlyList<(string Text, IReadOnlyList<Diagnostic> Errors)>> LazyRead =
        new(() => [.. GeneratedTexts.Take(Texts).ToList().AsParallel().AsOrdered().Select(text => (text, Errors(text)))]);

    /// <summary>Bounds that are not those of the language; the first two were in the schema once.</summary>
    private static readonly (Place Place, string Key, Form Form)[] Wrong =
    [
        (Place.Phase, "usdPerUnit", AmountRole.UsdPerUnit with { Max = 1e15 }),
        (Place.Fit, "sd", NumberForm.Positive(1e300, "standard deviation")),
        (Place.Retry, "rounds", new WholeForm(1, 1001)),
        (Place.Retry, "rounds", new WholeForm(1, 999)),
        (Place.Limit, "confidence", new NumberForm(0, 1) { IsAboveMin = true }),
        (Place.Scenario, "runs", new MapForm(new ObjectForm(Place.Run), Max: 51)),
    ];

    private static IReadOnlyList<(string Text, IReadOnlyList<Diagnostic> Errors)> Read => LazyRead.Value;

    public static TheoryData<int> Faults => new(Enumerable.Range(0, Wrong.Length));

    [Fact]
    public void What_they_start_from_is_sound() => Assert.All(GeneratedTexts.Sound, text => Assert.Empty(Errors(text)));

    [Fact]
    public void Ten_thousand_texts_are_judged_alike()
    {
        Assert.InRange(Read.Count(one => one.Errors.Count == 0), Texts / 5, Texts / 2);
        var found = Disagreements(Vocabulary.Whole).Take(10).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void No_kind_of_finding_is_excused_that_does_not_occur()
    {
        var found = Directory.GetFiles(Path.Combine(Repository.Tests, "Bad"), "*.json").SelectMany(file => Errors(File.ReadAllText(file)))
            .Concat(Read.SelectMany(one => one.Errors)).SelectMany(ReaderOnly.KindsOf).ToHashSet();

        Assert.All(ReaderOnly.Kinds, kind => Assert.Contains(kind, found));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_wrong_bound_is_found(int fault)
    {
        var (place, key, form) = Wrong[fault];
        var language = new Vocabulary(Vocabulary.Whole.Places.Select(words => words.Place != place ? words
            : words with { Words = [.. words.Words.Select(word => word.Key == key ? word with { Form = form } : word)] }));

        Assert.NotEmpty(Disagreements(language).Take(1));
    }

    private static IReadOnlyList<Diagnostic> Errors(string text) =>
        [.. Given.Read(text).Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)];

    private static IEnumerable<string> Disagreements(Vocabulary language)
    {
        var schema = JsonSchema.FromText(ScenarioSchema.TextOf(language));
        foreach (var (text, errors) in Read)
        {
            using var document = JsonDocument.Parse(text);
            var isAccepted = schema.Evaluate(document.RootElement).IsValid;
            if (!isAccepted && errors.Count == 0)
                yield return $"refused by the schema alone: {text}";
            else if (isAccepted && errors.FirstOrDefault(error => !ReaderOnly.Knows(error, text)) is { } error)
                yield return $"refused by the reader alone: {error.Path}: {error.Message}: {text}";
        }
    }
}
