using System.Globalization;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Language;

/// <summary>A text for people: one line, not empty.</summary>
internal sealed record LineForm(int Longest) : Form<string>
{
    public static readonly LineForm Name = new(200);

    public static readonly LineForm Sentence = new(1000);

    public override string? Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (node.Kind != NodeKind.Text)
            scalars.Findings.Error(node.Spot, path, $"{node.Shown} stands where a text in double quotes belongs");
        else if (string.IsNullOrWhiteSpace(node.Text))
            scalars.Findings.Error(node.Spot, path, "the text is empty");
        else if (node.Text.Length > Longest || node.Text.Any(char.IsControl))
            scalars.Findings.Error(node.Spot, path, $"{node.Shown} is no name: one line of at most {Longest} characters");
        else
            return node.Text;
        return null;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = Longest };
}

/// <summary>A name that others refer to: of a phase, a label, a run.</summary>
internal sealed record IdForm : Form<string>
{
    private const int Longest = 64;

    public static readonly string Pattern = $"^[A-Za-z0-9_-]{{1,{Longest}}}$";

    public static bool IsId(string id) =>
        id.Length is > 0 and <= Longest && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>Whether a key is such a name; if not, that is reported.</summary>
    public static bool Check(string id, Spot spot, string path, Findings findings)
    {
        if (IsId(id))
            return true;
        findings.Error(spot, path,
            $"{Shorten.Quoted(id)} is no name to refer to: letters a–z, digits, `-` and `_`, at most {Longest} of them");
        return false;
    }

    public override string? Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (node.Kind == NodeKind.Text)
            return Check(node.Text, node.Spot, path, scalars.Findings) ? node.Text : null;
        scalars.Findings.Error(node.Spot, path, $"{node.Shown} stands where an id in double quotes belongs");
        return null;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };
}

/// <summary>The name of a factor or a label: an id that is no word of amounts, from which it could not be told.</summary>
internal sealed record NameForm : Form
{
    private static IEnumerable<string> Reserved => [.. AmountWords.Amount.Keys, "run", "item", "call", "rest", PhaseWords.Cut];

    /// <summary>Whether it is a word of the language, which names neither a factor nor a label.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>Such a name, written out.</summary>
    public static JsonObject Whole() => Other(Reserved);

    /// <summary>An id other than some words.</summary>
    public static JsonObject Other(IEnumerable<string> words)
    {
        var schema = new IdForm().ToSchema();
        schema["not"] = new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
        return schema;
    }

    public override JsonObject ToSchema() => Definition("name");
}

/// <summary>A day, written <c>"2026-11-21"</c>; whether the month has so many days, only the reader knows.</summary>
internal sealed record DayForm : Form<DateOnly?>
{
    public override DateOnly? Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (node.Kind == NodeKind.Text
            && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        scalars.Findings.Error(node.Spot, path, $"{node.Shown} is no day", "Year, month and day in double quotes: \"2026-11-21\".");
        return null;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
}

/// <summary>The code of a currency other than USD.</summary>
internal sealed record CurrencyCodeForm : Form<string>
{
    public override string? Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (node.Kind == NodeKind.Text && node.Text is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) && code != "USD")
            return code;
        var isUsd = node.Kind == NodeKind.Text && node.Text.Equals("USD", StringComparison.OrdinalIgnoreCase);
        scalars.Findings.Error(
            node.Spot, path, isUsd ? "every report is in USD already" : $"{node.Shown} is no currency code: three capital letters",
            isUsd ? "Leave `currency` out." : "Such as \"EUR\", \"GBP\" or \"JPY\".");
        return null;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = "^(?!USD$)[A-Z]{3}$" };
}

/// <summary>One of a few words, each with what it means.</summary>
internal sealed record ChoiceForm<T>(params IReadOnlyList<(string Word, T Value)> Choices) : Form<T>
{
    public override T? Read(ScenarioNode node, string path, Scalars scalars)
    {
        foreach (var (word, value) in Choices)
        {
            if (node.Kind == NodeKind.Text && node.Text == word)
                return value;
        }

        var listed = string.Join(" or ", Choices.Select(choice => $"\"{choice.Word}\""));
        scalars.Findings.Error(node.Spot, path, $"{node.Shown} is not allowed here; write {listed}");
        return default;
    }

    public override JsonObject ToSchema() => new() { ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice.Word)]) };
}

/// <summary>A word that switches something on by <c>true</c>, and is left out otherwise.</summary>
internal sealed record TrueForm : Form<bool>
{
    public override bool Read(ScenarioNode node, string path, Scalars scalars)
    {
        var key = path[(path.LastIndexOf('.') + 1)..];
        if (node.Kind != NodeKind.True)
            scalars.Findings.Error(node.Spot, path, $"{node.Shown} is not allowed here", $"Write \"{key}\": true, or leave `{key}` out.");
        return node.Kind == NodeKind.True;
    }

    public override JsonObject ToSchema() => new() { ["const"] = true };
}

/// <summary>A word that switches something off by <c>false</c>, and is left out otherwise.</summary>
internal sealed record FalseForm : Form<bool?>
{
    public override bool? Read(ScenarioNode node, string path, Scalars scalars)
    {
        var key = path[(path.LastIndexOf('.') + 1)..];
        if (node.Kind == NodeKind.False)
            return false;
        scalars.Findings.Error(node.Spot, path, $"{node.Shown} is not allowed here", $"Write \"{key}\": false, or leave `{key}` out.");
        return null;
    }

    public override JsonObject ToSchema() => new() { ["const"] = false };
}

/// <summary>A service tier, by the name that the price catalogue has for it.</summary>
internal sealed record TierForm : Form<Tier>
{
    private static readonly IdForm Id = new();

    public override Tier? Read(ScenarioNode node, string path, Scalars scalars) =>
        Id.Read(node, path, scalars) is { } name ? new Tier(name) : null;

    public override JsonObject ToSchema() => Id.ToSchema();
}

/// <summary>Whether something is so; not, unless said.</summary>
internal sealed record FlagForm : Form<bool>
{
    public override bool Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (node.Kind is not (NodeKind.True or NodeKind.False))
            scalars.Findings.Error(node.Spot, path, $"{node.Shown} is not allowed here",
                $"Write \"{path[(path.LastIndexOf('.') + 1)..]}\": true, or leave it out.");
        return node.Kind == NodeKind.True;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "boolean" };
}

/// <summary>A word itself, where others may stand as well.</summary>
internal sealed record WordForm(string Word) : Form
{
    public override JsonObject ToSchema() => new() { ["const"] = Word };
}
