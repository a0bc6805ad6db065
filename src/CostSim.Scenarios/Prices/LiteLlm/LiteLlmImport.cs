using System.Text.Json;

namespace CostSim.Scenarios;

/// <summary>What an import could not take over, and why.</summary>
/// <param name="Model">The model, as the list names it.</param>
/// <param name="Reason">Why; the same words for the same reason.</param>
/// <param name="IsWhole">Whether nothing of the model was taken over; else it is a part of its prices that was not.</param>
public sealed record Unmapped(string Model, string Reason, bool IsWhole);

/// <summary>What an import gave.</summary>
/// <param name="Rows">The rows; empty where nothing could be taken over.</param>
/// <param name="Facts">What the list says of their models beside prices.</param>
/// <param name="Models">How many models the list names.</param>
/// <param name="Unmapped">What was left out, of the provider that was asked for.</param>
/// <param name="Providers">All providers that the list names.</param>
public sealed record ImportResult(
    IReadOnlyList<PriceRow> Rows, IReadOnlyList<ModelFacts> Facts, int Models, IReadOnlyList<Unmapped> Unmapped,
    IReadOnlyList<string> Providers);

/// <summary>Takes over LiteLLM's list of model prices (<c>model_prices_and_context_window.json</c>).</summary>
/// <remarks>
/// Amounts there are USD for one token. A missing amount and one of 0 are both not established: they give no row, never $0. A model whose
/// price depends on what a row cannot say is left out as a whole, because the rest of it would be too cheap.
/// </remarks>
public static class LiteLlmImport
{
    /// <summary>The entry that explains the list's own form.</summary>
    private const string Sample = "sample_spec";

    /// <param name="utf8">The list.</param>
    /// <param name="source">What rows name as their source.</param>
    /// <param name="day">The day of the list: rows hold from it and are checked on it.</param>
    /// <param name="provider">Whose models are taken over, as the list names it; null for all.</param>
    /// <exception cref="JsonException">The text is no JSON, or no object of models.</exception>
    public static ImportResult Read(ReadOnlyMemory<byte> utf8, string source, DateOnly day, string? provider = null)
    {
        using var document = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("the list is no object of models");
        var (rows, facts, unmapped) = (new List<PriceRow>(), new List<ModelFacts>(), new List<Unmapped>());
        var models = 0;
        var providers = new HashSet<string>();
        var seen = new HashSet<(string, string)>();
        foreach (var entry in document.RootElement.EnumerateObject().Where(entry => entry.Name != Sample))
        {
            models++;
            if (entry.Value.ValueKind != JsonValueKind.Object)
            {
                unmapped.Add(new Unmapped(entry.Name, "no object", IsWhole: true));
                continue;
            }

            var model = new LiteLlmModel(entry.Name, entry.Value);
            if (model.Provider.Length > 0)
                providers.Add(model.Provider);
            if (provider is not null && model.Provider != provider)
                continue;
            var found = model.Rows(source, day);
            unmapped.AddRange(model.Unmapped.Select(reason => new Unmapped(entry.Name, reason, found.Count == 0)));
            if (found.Count == 0)
                continue;
            if (!seen.Add((found[0].Provider, found[0].Model)))
            {
                unmapped.Add(new Unmapped(entry.Name, "a second entry of one provider and model", IsWhole: true));
                continue;
            }

            rows.AddRange(found);
            if (model.Facts(source, day) is { } known)
                facts.Add(known);
        }

        return new ImportResult(rows, facts, models, unmapped, [.. providers]);
    }
}
