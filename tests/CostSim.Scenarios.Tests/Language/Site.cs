using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Tests.Language;

/// <summary>A place in a text at which the table says what may stand.</summary>
/// <param name="Form">What may stand there.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Set">Puts something else there.</param>
internal sealed record Site(Form Form, JsonNode? Value, Action<JsonNode?> Set)
{
    /// <summary>All sites of a scenario, its whole first.</summary>
    public static IEnumerable<Site> In(JsonObject scenario) => Below(new ObjectForm(Place.Scenario), scenario, _ => { });

    private static IEnumerable<Site> Below(Form form, JsonNode? value, Action<JsonNode?> set) =>
        [new(form, value, set), .. Children(form, value).SelectMany(child => Below(child.Form, child.Value, child.Set))];

    private static IEnumerable<Site> Children(Form form, JsonNode? value) => (form, value) switch
    {
        (ObjectForm place, JsonObject of) => Vocabulary.Whole[place.Place] is var words
            ? Members(of, key => words.Find(key)?.Form ?? (words.Numbered?.IsLike(key) == true ? words.Numbered.Form : null)) : [],
        (MapForm map, JsonObject of) => Members(of, _ => map.Value),
        (ListForm list, JsonArray of) => Elements(of, _ => list.Element),
        (TupleForm tuple, JsonArray of) => Elements(of, i => tuple.Elements.ElementAtOrDefault(i)),
        (PairForm, JsonArray of) => Elements(of, _ => new NumberForm()),
        (NumbersForm numbers, JsonArray of) => Elements(of, _ => numbers.Each),
        (AmountRole role, JsonArray of) => Elements(of, _ => new NumberForm(role.Min, role.Max)),
        (AmountRole, JsonObject of) => Children(new ObjectForm(Place.Amount), of),
        (AnyForm any, JsonObject of) when any.Forms.OfType<MapForm>().FirstOrDefault() is { } map
            && !of.Any(member => AmountWords.Amount.Allows(member.Key)) => Children(map, of),
        (AnyForm any, JsonObject or JsonArray) =>
            any.Forms.Where(one => one is not MapForm).Select(one => Children(one, value)).FirstOrDefault(found => found.Any()) ?? [],
        _ => [],
    };

    private static IEnumerable<Site> Members(JsonObject of, Func<string, Form?> formOf) =>
        of.ToList().Where(member => formOf(member.Key) is not null)
            .Select(member => new Site(formOf(member.Key)!, member.Value, value => of[member.Key] = value));

    private static IEnumerable<Site> Elements(JsonArray of, Func<int, Form?> formOf) =>
        Enumerable.Range(0, of.Count).Where(i => formOf(i) is not null).Select(i => new Site(formOf(i)!, of[i], value => of[i] = value));
}
