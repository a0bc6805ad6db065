using CostSim.Scenarios;
using CostSim.Scenarios.Drafts;
using CostSim.Scenarios.Edits;

namespace CostSim.Studies;

/// <summary>Writes what a pilot shows into the text of its scenario.</summary>
internal sealed class Calibrator
{
    private const string Size = "item-size";
    private const string Drift = "drift";

    private readonly string _text;
    private readonly Scenario _scenario;
    private readonly double _drift;
    private readonly Func<string, ScenarioReading> _read;
    private readonly HashSet<(string Path, string Message)> _known;
    private readonly List<KeptAmount> _kept = [];
    private readonly List<MeasuredTokens> _measured = [];
    private readonly SharedSize? _shared;

    private List<CountedRate> _rates = [];
    private List<FittedTokens> _tokens = [];
    private List<string> _removed = [];
    private string _sizeName = Size;
    private string _driftName = Drift;

    /// <param name="text">The text of the scenario.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="pilot">The pilot.</param>
    /// <param name="drift">The standard deviation of what no pilot shows.</param>
    /// <param name="read">Reads a text as the scenario was read.</param>
    public Calibrator(string text, Scenario scenario, Pilot pilot, double drift, Func<string, ScenarioReading> read)
    {
        (_text, _scenario, _drift, _read) = (text, scenario, drift, read);
        _known = [.. Findings(read(text))];
        var rates = new PhaseRates(scenario, pilot);
        for (var index = 0; index < scenario.Phases.Count; index++)
        {
            if (scenario.Phases[index].Call is not null)
                Measure(index, pilot);
            var (counted, kept) = rates.Of(index);
            _rates.AddRange(counted);
            _kept.AddRange(kept);
        }

        _shared = ItemSizes.Of([.. _measured.Where(one => !one.Amount.IsRatio).Select(
            one => (one.Amount.Path, one.Sample, (double)one.Amount.PicoUsd * one.Sample.Mean * one.Sample.Calls))]);
        Fit();
    }

    public IReadOnlyList<FittedTokens> Tokens => _tokens;

    public IReadOnlyList<CountedRate> Rates => _rates;

    public IReadOnlyList<KeptAmount> Kept => _kept;

    public IReadOnlyList<string> Removed => _removed;

    public SharedSize? Shared => _tokens.Any(one => one.SharesSize) ? _shared : null;

    /// <summary>The new text: what it says is read without a finding that the old one did not have.</summary>
    public string Write()
    {
        if (TryWrite() is { } whole)
            return whole;
        // Something else in the text, such as a variant, leans on an amount that would go: that one stays.
        var (tokens, rates) = (_tokens, _rates);
        (_tokens, _rates) = ([], []);
        foreach (var one in tokens)
        {
            _tokens.Add(one);
            if (TryWrite() is null)
                Keep(_tokens, one, one.Path);
        }

        foreach (var one in rates)
        {
            _rates.Add(one);
            if (TryWrite() is null)
                Keep(_rates, one, one.Path);
        }

        return TryWrite() ?? _text;
    }

    private void Keep<T>(List<T> list, T one, string path)
    {
        var finding = New(_read(Edited(_removed))).FirstOrDefault();
        list.Remove(one);
        _kept.Add(new KeptAmount(
            path, finding.Message is { } message ? $"{finding.Path}: {message}" : "something else in the text needs it"));
    }

    private void Measure(int index, Pilot pilot)
    {
        var amounts = new PhaseTokens(_scenario, index);
        _kept.AddRange(amounts.Kept);
        foreach (var amount in amounts.Told)
        {
            var (measured, reason) = MeasuredTokens.Of(amount, pilot);
            if (measured is not null)
                _measured.Add(measured);
            else
                _kept.Add(new KeptAmount(amount.Path, reason!));
        }
    }

    private void Fit() => _tokens = _measured.ConvertAll(one => TokenFit.Of(one, _shared, _sizeName, _drift > 0 ? _driftName : null));

    /// <summary>The text with all that is fitted, or null where it has a finding that the old one did not have.</summary>
    private string? TryWrite()
    {
        Rename([]);
        _removed = Unused();
        Rename(_removed);
        var text = Edited(_removed);
        return New(_read(text)).Any() ? null : text;
    }

    /// <summary>Names of their own for the factors that are added, beside those that stay.</summary>
    private void Rename(IReadOnlyList<string> removed)
    {
        var taken = _scenario.Factors.Select(factor => factor.Name).Except(removed).ToHashSet();
        var (size, drift) = (Free(Size), Free(Drift));
        if (size == _sizeName && drift == _driftName)
            return;
        (_sizeName, _driftName) = (size, drift);
        var kept = _tokens.Select(one => one.Path).ToHashSet();
        Fit();
        _tokens.RemoveAll(one => !kept.Contains(one.Path));

        string Free(string name) => Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? name : $"{name}-{i}").First(
            free => !taken.Contains(free));
    }

    /// <summary>Factors of the old text that nothing uses in the new one.</summary>
    private List<string> Unused()
    {
        const string Factors = "factors.";
        var names = _scenario.Factors.Select(factor => factor.Name).ToHashSet();
        return [.. New(_read(Edited([]))).Where(finding => finding.Path.StartsWith(Factors, StringComparison.Ordinal))
            .Select(finding => finding.Path[Factors.Length..]).Where(names.Contains).Distinct()];
    }

    private string Edited(IReadOnlyCollection<string> removed)
    {
        var added = new List<FactorDraft>();
        if (Shared is { } shared)
        {
            added.Add(new FactorDraft(_sizeName, new Remarked<AmountDraft>(
                new ProductDraft(
                    TokenFit.Around(shared.Sd, DraftLevel.Item), TokenFit.Around(shared.OpenSd, DraftLevel.Run)),
                FormattableString.Invariant(
                    $"what amounts of one item share, and what {shared.Items:N0} items leave open of it"))));
        }

        if (_drift > 0 && _tokens.Any(one => one.Edit!.Parts.Any(part => part.Value is NameDraft name && name.Name == _driftName)))
        {
            added.Add(new FactorDraft(_driftName, new Remarked<AmountDraft>(
                TokenFit.Around(_drift, DraftLevel.Run),
                FormattableString.Invariant(
                    $"ASSUMED (--drift {_drift * 100:0.####}%): another day or mix than the pilot's"))));
        }

        var edits = _tokens.Select(one => one.Edit!).Concat(_rates.Select(
            rate => new AmountEdit(rate.Path, rate.Remark, [new(new BetaFromDraft(rate.K, rate.N))]) { IsInline = true }));
        return EditedScenario.Of(_text, edits, added, removed);
    }

    private IEnumerable<(string Path, string Message)> New(ScenarioReading reading) =>
        Findings(reading).Where(finding => !_known.Contains(finding));

    private static IEnumerable<(string Path, string Message)> Findings(ScenarioReading reading) =>
        reading.Diagnostics.Where(one => one.Severity != Severity.Note).Select(one => (one.Path, one.Message));
}
