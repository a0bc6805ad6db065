using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;

namespace CostSim.Scenarios.Reading.Words;

/// <summary>
/// An object of the scenario with its keys checked: unknown, not yet supported, written twice and <c>null</c> are reported once, here,
/// and what is left can be asked for by name.
/// </summary>
internal sealed class KeyedNode
{
    private readonly Dictionary<string, Member> _members = [];
    private readonly HashSet<string> _reported = [];

    /// <summary>
    /// What was told of unknown keys, with the first of them: several that mean one thing, such as <c>min</c> and <c>max</c>, are told once
    /// what to write.
    /// </summary>
    private readonly Dictionary<string, string> _told = [];

    private bool _isListed;
    private readonly Findings _findings;
    private readonly Scalars _scalars;
    private readonly PlaceWords _words;

    private KeyedNode(ScenarioNode node, string path, Place place, Findings findings) =>
        (Node, Path, _words, _findings, _scalars) = (node, path, Vocabulary.Whole[place], findings, new Scalars(findings));

    public ScenarioNode Node { get; }

    public string Path { get; }

    /// <summary>
    /// Whether a key was found that is unknown or not yet supported, so that what it would have said is not missed as well.
    /// </summary>
    public bool HasStranger { get; private set; }

    /// <summary>The object's keys, or null where the value is no object.</summary>
    public static KeyedNode? Open(ScenarioNode node, string path, Place place, Findings findings)
    {
        if (node.Kind != NodeKind.Object)
        {
            findings.Error(node.Spot, path, $"{node.Shown} stands where an object belongs", $"Its keys: {Vocabulary.Whole[place].Listed}.");
            return null;
        }

        var keyed = new KeyedNode(node, path, place, findings);
        foreach (var member in node.Members)
            keyed.Add(member);
        return keyed;
    }

    /// <summary>The members that are known and sound, in the order of the text.</summary>
    public IEnumerable<Member> Members => Node.Members.Where(member => ReferenceEquals(_members.GetValueOrDefault(member.Key), member));

    public bool Has(string key) => _members.ContainsKey(key);

    public ScenarioNode? Find(string key) => _members.GetValueOrDefault(key)?.Value;

    public Spot SpotOf(string key) => _members[key].Spot;

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>What may stand at a key.</summary>
    public T Form<T>(string key)
        where T : Form => (T)WordOf(key).Form;

    public double? Number(string key) => Read<double?>(key);

    public long? Whole(string key) => Read<long?>(key);

    public string? Text(string key) => Read<string>(key);

    public DateOnly? Day(string key) => Read<DateOnly?>(key);

    public bool IsTrue(string key) => Read<bool>(key);

    public (double Low, double High)? Pair(string key) => Read<(double Low, double High)?>(key);

    /// <summary>
    /// The value of a key, held to the form of its word; null where it is absent, which is an error where the word is required, or wrong.
    /// </summary>
    public T? Read<T>(string key) => Value(key) is { } node ? Form<Form<T>>(key).Read(node, PathOf(key), _scalars) : default;

    /// <summary>The object that stands at a key; null where it is absent or none.</summary>
    public KeyedNode? Open(string key) => Value(key) is { } node ? Open(node, PathOf(key), Form<ObjectForm>(key).Place, _findings) : null;

    /// <summary>The value, or null and an error that it is missing (unless its key was found misspelt or null, and reported).</summary>
    /// <param name="key">The key.</param>
    /// <param name="named">What the hint names, if anything.</param>
    public ScenarioNode? Require(string key, string? named = null)
    {
        if (Find(key) is { } value)
            return value;
        var hint = WordOf(key).Missing;
        ReportMissing(key, named is null ? hint : hint.Replace("{0}", named, StringComparison.Ordinal));
        return null;
    }

    public void ReportMissing(string key, string? hint = null)
    {
        if (_reported.Add(key))
            _findings.Error(Node.Spot, PathOf(key), $"`{key}` is missing", hint ?? WordOf(key).Missing);
    }

    /// <summary>What stands at a key; null where it is absent, which is an error where the word is required.</summary>
    public ScenarioNode? Value(string key) => WordOf(key).IsRequired ? Require(key) : Find(key);

    private Word WordOf(string key) => _words.Find(key)!;

    /// <summary>Words in backticks, as messages list them.</summary>
    public static string List(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{Shorten.Plain(word)}`"));

    private void Add(Member member)
    {
        var path = PathOf(member.Key);
        if (!_words.Allows(member.Key))
        {
            ReportUnknown(member, path);
        }
        else if (member.Value.Kind == NodeKind.Null)
        {
            _reported.Add(member.Key);
            var hint = _words.Place == Place.PriceAmounts ? "Leave out what is not established: it is then unknown, and never $0."
                : "Leave the key out.";
            _findings.Error(member.Value.Spot, path,
                _words.IsOfCatalogue ? "null is no value" : "null stands only in a change, where it removes the key", hint);
        }
        else if (_members.TryAdd(member.Key, member) is false)
        {
            ReportTwice(member, _members[member.Key].Spot, path, _findings);
        }
    }

    /// <summary>A key written twice: JSON would take the last one silently.</summary>
    public static void ReportTwice(Member member, Spot first, string path, Findings findings) => findings.Error(
        member.Spot, path, $"the key {Shorten.Quoted(member.Key)} is written twice; first in line {first.Line}, column {first.Column}",
        "Keep one of them.");

    private void ReportUnknown(Member member, string path)
    {
        HasStranger = true;
        var message = $"unknown key {Shorten.Quoted(member.Key)} in {_words.Noun}";
        if (_findings.IsFull)
        {
            _findings.Error(member.Spot, path, message);
            return;
        }

        var nearest = Suggestions.Nearest(member.Key, _words.Keys);
        // A word of another place is that word, unless one slip of a finger makes it a word of this place.
        var elsewhere = Vocabulary.Whole.ElsewhereOf(_words, member.Key).Select(other => other.Noun).ToList();
        if (nearest is not null && elsewhere.Count > 0 && Suggestions.Distance(member.Key, nearest) > 1)
            nearest = null;
        var (meant, hint) = _words.InsteadOf(member.Key);
        if ((meant ?? nearest) is { } reported)
            _reported.Add(reported);
        hint ??= nearest is not null ? $"Did you mean `{nearest}`?"
            : elsewhere.Count > 0 ? $"`{member.Key}` stands in {string.Join(", ", elsewhere)}."
            : null;
        if (hint is not null && !_told.TryAdd(hint, member.Key))
            hint = $"See `{Shorten.Plain(_told[hint])}`.";
        // One list is enough for an object.
        var list = _isListed ? "" : $"Allowed: {_words.Listed}.";
        _isListed = true;
        _findings.Error(member.Spot, path, message, $"{hint} {list}".Trim() is { Length: > 0 } told ? told : null);
    }
}
