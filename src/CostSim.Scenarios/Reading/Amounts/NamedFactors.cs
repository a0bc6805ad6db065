using System.Globalization;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>Where a factor's name is said.</summary>
/// <param name="Amount">The path of the amount that it stands for.</param>
/// <param name="At">The path at which it is said.</param>
internal sealed record FactorUse(string Amount, string At);

/// <summary>The named factors. A name is one draw: all who say it get the same amount.</summary>
internal sealed class NamedFactors
{
    private readonly Dictionary<string, FactorEntry> _entries = [];
    private readonly List<FactorUse> _uses = [];
    private readonly Findings _findings;
    private bool _isBound;

    private NamedFactors(Findings findings) => _findings = findings;

    public static NamedFactors Empty { get; } = new(new Findings());

    /// <summary>The sound factors, in the order of the text.</summary>
    public IReadOnlyList<NamedFactor> All =>
        _entries.Values.Where(entry => entry.Amount is not null).Select(entry => new NamedFactor(entry.Member.Key, entry.Amount!)).ToList();

    public IReadOnlyList<FactorUse> Uses => _uses;

    public static NamedFactors Bind(ScenarioNode? node, AmountBinder amounts, Findings findings)
    {
        var book = new NamedFactors(findings);
        if (node is null)
            return book;
        if (node.Kind != NodeKind.Object)
        {
            findings.Error(node.Spot, "factors", $"{node.Shown} stands where named factors belong", "Written { \"name\": amount, … }.");
            return book;
        }

        amounts.Factors = book;
        foreach (var member in node.Members)
            book.Add(member);
        new FactorOrder(book._entries, book.ReportUnknown, findings).Visit(entry => book.Resolve(entry, amounts));
        book._isBound = true;
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

        if (entry.Amount is { } amount)
            _uses.Add(new FactorUse(amount.Path, path));
        if (_isBound)
            MarkUsed(entry);
        return entry.Amount;
    }

    /// <summary>
    /// Where the amount of the factor stands that a string names; null where it names none. An alias leads to what it stands for.
    /// </summary>
    public Spot? SpotOf(ScenarioNode name)
    {
        const string Factors = "factors.";
        return name.Kind == NodeKind.Text && _entries.GetValueOrDefault(name.Text)?.Amount?.Path is { } path
            && path.StartsWith(Factors, StringComparison.Ordinal)
            ? _entries.GetValueOrDefault(path[Factors.Length..])?.Member.Value.Spot
            : null;
    }

    // A loop and not a recursion: a hostile file could chain a hundred thousand names.
    private void MarkUsed(FactorEntry entry)
    {
        var found = new Stack<FactorEntry>([entry]);
        while (found.TryPop(out var next))
        {
            if (next.IsUsed)
                continue;
            next.IsUsed = true;
            foreach (var (name, _) in next.Names)
            {
                if (_entries.TryGetValue(name.Text, out var inner))
                    found.Push(inner);
            }
        }
    }

    /// <summary>The factors that nobody names. An unsound one has its own finding already.</summary>
    public IReadOnlyList<Member> Unused =>
        _entries.Values.Where(entry => entry is { IsUsed: false, Amount: not null }).Select(entry => entry.Member).ToList();

    public static void WarnOfUnused(Member member, Findings findings) => findings.Warning(
        member.Spot, $"factors.{member.Key}", $"the factor {Shorten.Quoted(member.Key)} is not used",
        "Say its name where it belongs, or remove it.");

    private void Add(Member member)
    {
        var path = $"factors.{member.Key}";
        if (_entries.TryGetValue(member.Key, out var first))
        {
            KeyedNode.ReportTwice(member, first.Member.Spot, path, _findings);
            return;
        }

        // An unsound entry is kept, so that those who say its name are not told that it is unknown.
        var entry = new FactorEntry(member, path);
        _entries.Add(member.Key, entry);
        if (NameForm.IsReserved(member.Key))
            _findings.Error(
                member.Spot, path, $"{Shorten.Quoted(member.Key)} is a word of the language and names no factor", "Choose another name.");
        else
            entry.IsSound = IdForm.Check(member.Key, member.Spot, path, _findings);
    }

    /// <summary>Reads an entry whose names are resolved already.</summary>
    private void Resolve(FactorEntry entry, AmountBinder amounts)
    {
        var (node, path) = (entry.Member.Value, entry.Path);
        if (node.Kind == NodeKind.Text)
            entry.Amount = _entries.GetValueOrDefault(node.Text)?.Amount;
        else if (!entry.IsSound)
            return;
        else if (node.Kind == NodeKind.Null)
            _findings.Error(node.Spot, path, "null stands only in a change, where it removes the key", "Leave the factor out.");
        else if (amounts.BindInPlace(node, path, AmountRole.Factor) is { } amount
            && AmountRole.Factor.Accepts(amount, node, path, _findings))
            entry.Amount = amount;
    }

    private void ReportUnknown(ScenarioNode node, string path)
    {
        var message = $"there is no factor {node.Shown}";
        if (_findings.IsFull)
        {
            _findings.Error(node.Spot, path, message);
            return;
        }

        var number = WrittenNumber.Hint(node.Text);
        if (number is not null && !IdForm.IsId(node.Text))
            message = $"{node.Shown} is a text, where a number belongs";
        var nearest = Suggestions.Nearest(node.Text, _entries.Keys);
        var hint = nearest is not null ? $"Did you mean \"{nearest}\"?"
            : number is not null ? number
            : node.Text.Contains('*') || node.Text.Contains('+')
                ? "Nothing is calculated in a text: write { \"product\": [a, b] } or { \"sum\": [a, b] }."
            : node.Text.Split('-', '–') is [var low, var high] && double.TryParse(low, CultureInfo.InvariantCulture, out var a)
                && double.TryParse(high, CultureInfo.InvariantCulture, out var b)
                ? $"A range is written [{Shorten.Number(a)}, {Shorten.Number(b)}]."
            : _entries.Count == 0 ? "The scenario has no `factors`."
            : $"There are: {KeyedNode.List(_entries.Keys.Take(12))}.";
        _findings.Error(node.Spot, path, message, hint);
    }
}
