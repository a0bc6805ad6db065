using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Drafts;

/// <summary>The text of a scenario: a member a line, comments above what they are about.</summary>
internal sealed class DraftText
{
    public const int LettersMax = 110;

    private readonly StringBuilder _text = new();

    public static string Of(ScenarioDraft draft)
    {
        var text = new DraftText();
        text.Add(draft);
        return $"{text._text}";
    }

    private void Add(ScenarioDraft draft)
    {
        AddRemarks(draft.Remarks, 0);
        AddLine(0, "{");
        AddLine(1, Member(Place.Scenario, "name", draft.Name));
        AddLine(1, $"{Member(Place.Scenario, "item", draft.Item)} {Member(Place.Scenario, "items", draft.Items)}");
        AddLine(1, $"{Member(Place.Scenario, "model", draft.Model)} {Member(Place.Scenario, "tier", draft.Tier.Name)}");
        if (draft.PricesOn is { } day)
            AddLine(1, Member(Place.Scenario, "pricesOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        AddLine(1, Member(Place.Scenario, "spread", new JsonObject()));
        if (draft.Factors.Count > 0)
        {
            AddLine(0, "");
            AddLine(1, $"\"{Written.Word(Place.Scenario, "factors")}\": {{");
            foreach (var factor in draft.Factors)
            {
                AddRemarks(factor.Amount.Remarks, 2);
                AddLine(2, Written.Member(factor.Name, factor.Amount.Value.ToJson(), 2));
            }

            AddLine(1, "},");
        }

        AddLine(0, "");
        AddLine(1, $"\"{Written.Word(Place.Scenario, "phases")}\": [");
        foreach (var phase in draft.Phases)
            Add(phase);
        AddLine(1, "],");
        AddLine(0, "}");
    }

    private void Add(PhaseDraft phase)
    {
        if (phase.Split.Count > 0)
        {
            var units = new JsonObject(phase.Split.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
            AddLine(2, $"{Written.Text(Written.Object(Place.Phase, ("id", phase.Id), ("local", true), ("split", units)), 2, 0)},");
            return;
        }

        AddLine(2, "{");
        AddLine(3, Member(Place.Phase, "id", phase.Id) + (phase.Only is { } only ? $" {Member(Place.Phase, "only", only)}" : ""));
        if (phase.Model is { } model)
            AddLine(3, Member(Place.Phase, "model", model));
        if (phase.Tier is { } tier)
            AddLine(3, Member(Place.Phase, "tier", tier.Name));
        Add("inputTokens", phase.InputTokens, amount => amount.ToJson());
        Add("outputTokens", phase.OutputTokens, amount => amount.ToJson());
        Add("maxOutputTokens", phase.MaxOutputTokens, cap => cap);
        Add("retry", phase.RetryRate, rate => Written.Object(Place.Retry, ("rate", rate.ToJson()), ("rounds", 1)));
        AddLine(2, "},");
    }

    private void Add<T>(string word, Remarked<T>? said, Func<T, JsonNode> toJson)
    {
        if (said is null)
            return;
        AddRemarks(said.Remarks, 3);
        AddLine(3, Written.Member(Written.Word(Place.Phase, word), toJson(said.Value), 3));
    }

    private static string Member(Place place, string word, JsonNode value) => Written.Member(Written.Word(place, word), value, 0);

    private void AddRemarks(IReadOnlyList<string> remarks, int depth)
    {
        foreach (var remark in remarks)
        {
            var line = new StringBuilder("//");
            foreach (var word in remark.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 2 && 2 * depth + line.Length + 1 + word.Length > LettersMax)
                {
                    AddLine(depth, $"{line}");
                    line.Clear().Append("//");
                }

                line.Append(' ').Append(word);
            }

            AddLine(depth, $"{line}");
        }
    }

    private void AddLine(int depth, string line) => _text.Append(' ', 2 * depth).Append(line).Append('\n');
}
