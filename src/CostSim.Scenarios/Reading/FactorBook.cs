namespace CostSim.Scenarios.Reading;

/// <summary>The named factors. A name is one draw: all who say it get the same amount.</summary>
internal sealed class FactorBook
{
    // Words of the language: a factor of such a name could not be told from a shape in a message.
    private static readonly string[] Reserved =
    [
        .. Vocabulary.KeysOf(Place.Amount), .. NotYet.WordsOf(Place.Amount), "run", "item", "call", "rest",
    ];

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Findings _findings;

    /// <summary>Whether the name is a word of the language, which names neither a factor nor a label.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    private FactorBook(Findings findings) => _findings = findings;

    public static FactorBook Empty { get; } = new(new Findings());

    /// <summary>The sound factors, in the order of the text.</summary>
    public IReadOnlyList<NamedFactor> All =>
        _entries.Values.Where(entry => entry.Amount is not null).Select(entry => new NamedFactor(entry.Member.Key, entry.Amount!)).ToList();

    public static FactorBook Bind(ScenarioNode? node, AmountBinder amounts, Scalars scalars, Findings findings)
    {
        var book = new FactorBook(findings);
        if (node is null)
            return book;
        if (node.Kind != NodeKind.Object)
        {
            findings.Error(node.Spot, "factors", $"{node.Shown} stands where named factors belong", "Written { \"name\": amount, … }.");
            return book;
        }

        foreach (var member in node.Members)
            book.Add(member, amounts, scalars);
        foreach (var entry in book._entries.Values)
            book.FollowAlias(entry);
        return book;
    }

    /// <summary>The factor that a string names, which counts as used from here on; null after an error.</summary>
    public Amount? Use(ScenarioNode node, string path)
    {
        if (!_entries.TryGetValue(node.Text, out var entry))
        {
            ReportUnknown(node, path);
            return null;
        }

        var amount = entry.Amount;
        for (var next = entry; next is { IsUsed: false };)
        {
            next.IsUsed = true;
            next = next.Target is null ? null : _entries.GetValueOrDefault(next.Target);
        }

        return amount;
    }

    public void WarnOfUnused()
    {
        // An unsound factor has its own finding already.
        foreach (var entry in _entries.Values.Where(entry => entry is { IsUsed: false, Amount: not null }))
            _findings.Warning(
                entry.Member.Spot, entry.Path, $"the factor {Shorten.Quoted(entry.Member.Key)} is not used",
                "Say its name where it belongs, or remove it.");
    }

    private void Add(Member member, AmountBinder amounts, Scalars scalars)
    {
        var (node, path) = (member.Value, $"factors.{member.Key}");
        if (_entries.TryGetValue(member.Key, out var first))
        {
            KeyedNode.ReportTwice(member, first.Member.Spot, path, _findings);
            return;
        }

        // An unsound entry is kept, so that those who say its name are not told that it is unknown.
        var entry = new Entry(member, path, node.Kind == NodeKind.Text ? node.Text : null);
        _entries.Add(member.Key, entry);
        if (IsReserved(member.Key))
        {
            _findings.Error(
                member.Spot, path, $"{Shorten.Quoted(member.Key)} is a word of the language and names no factor", "Choose another name.");
            return;
        }

        if (!scalars.CheckId(member.Key, member.Spot, path) || entry.Target is not null)
            return;
        if (node.Kind == NodeKind.Null)
            _findings.Error(node.Spot, path, "null stands only in a change, where it removes the key", "Leave the factor out.");
        else if (amounts.BindInPlace(node, path, AmountRole.Factor) is { } amount && AmountRole.Factor.Accepts(amount, node, path, _findings))
            entry.Amount = amount;
    }

    // A loop and not a recursion: a hostile file could chain a hundred thousand names.
    private void FollowAlias(Entry entry)
    {
        if (entry.Target is null || entry.IsResolved)
            return;
        var chain = new List<Entry>();
        var seen = new HashSet<Entry>();
        Entry? end = entry;
        while (end is { Target: not null, IsResolved: false } && seen.Add(end))
        {
            chain.Add(end);
            if (!_entries.TryGetValue(end.Target, out var next))
                ReportUnknown(end.Member.Value, end.Path);
            end = next;
        }

        if (end is { Target: not null, IsResolved: false })
        {
            var names = chain.SkipWhile(link => link != end).Append(end).Select(link => Shorten.Plain(link.Member.Key)).Take(20);
            _findings.Error(
                end.Member.Value.Spot, end.Path, $"the factors name each other in a circle: {string.Join(" → ", names)}",
                "One of them must be an amount.");
        }

        foreach (var link in chain)
            (link.Amount, link.IsResolved) = (end?.Amount, true);
    }

    private void ReportUnknown(ScenarioNode node, string path)
    {
        var message = $"there is no factor {node.Shown}";
        if (_findings.IsFull)
        {
            _findings.Error(node.Spot, path, message);
            return;
        }

        var nearest = Suggestions.Nearest(node.Text, _entries.Keys);
        var hint = nearest is not null ? $"Did you mean \"{nearest}\"?"
            : double.TryParse(node.Text, System.Globalization.CultureInfo.InvariantCulture, out _) ? "Write the number without quotes."
            : _entries.Count == 0 ? "The scenario has no `factors`."
            : $"There are: {KeyedNode.List(_entries.Keys.Take(12))}.";
        _findings.Error(node.Spot, path, message, hint);
    }

    private sealed class Entry(Member member, string path, string? target)
    {
        public Member Member { get; } = member;

        public string Path { get; } = path;

        /// <summary>The other factor whose name stands here instead of an amount.</summary>
        public string? Target { get; } = target;

        public Amount? Amount { get; set; }

        public bool IsResolved { get; set; }

        public bool IsUsed { get; set; }
    }
}
