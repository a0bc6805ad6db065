using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Cases;
using CostSim.Scenarios.Reading.Phases;
using CostSim.Scenarios.Reading.Shapes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>Turns the node tree into a <see cref="Scenario"/>: names resolved, defaults filled in, prices found.</summary>
internal sealed class ScenarioBinder
{
    private readonly Findings _findings;
    private readonly Scalars _scalars;
    private readonly SpreadBinder _spreads;
    private readonly AmountBinder _amounts;
    private readonly ModelBinder _models;
    private readonly AdjustmentBinder _adjustments;
    private readonly CallBinder _calls;

    public ScenarioBinder(Findings findings, PriceCatalogue prices, DataFolder data)
    {
        _findings = findings;
        _scalars = new Scalars(findings);
        _spreads = new SpreadBinder(findings);
        _amounts = new AmountBinder(findings, _scalars, _spreads, data);
        _models = new ModelBinder(findings, prices);
        _adjustments = new AdjustmentBinder(findings, _scalars, prices);
        _calls = new CallBinder(findings, _scalars, _amounts, _models);
    }

    /// <summary>The factors that nobody names.</summary>
    public IReadOnlyList<Member> UnusedFactors => _amounts.Factors.Unused;

    /// <summary>The scenario, or null where there is an error among the findings.</summary>
    /// <param name="root">The tree, with every change made.</param>
    /// <param name="of">Which case of the file it is.</param>
    /// <param name="hash">SHA-256 of the text, of its data files and of what makes the case; asked for when all of it is read.</param>
    public Scenario? Bind(ScenarioNode root, Case of, Func<string> hash)
    {
        if (KeyedNode.Open(root, "", Place.Scenario, _findings) is not { } scenario)
            return null;
        scenario.Text("$schema");
        var name = scenario.Text("name");
        var item = scenario.Has("item") ? scenario.Text("item") : "item";
        var items = BindItems(scenario, of.Run);
        _models.BindDay(scenario);
        _models.Adjustments = _adjustments.Bind(scenario, _models.Day);
        var currency = CurrencyBinder.Bind(scenario);
        var (timing, window) = (scenario.Read<Timing?>("timing"), scenario.Number("completionWindowHours"));
        var choice = _models.BindDefault(scenario);
        var model = _models.Price(choice, scenario);

        _spreads.BindDefault(scenario);
        _amounts.Factors = NamedFactors.Bind(scenario.Find("factors"), _amounts, _findings);
        var retries = new RetryBinder(_findings, _amounts, _calls);
        var phases = new PhaseBinder(_findings, _scalars, _amounts, _calls, retries).BindAll(scenario, choice);
        var budgets = new BudgetBinder(_findings, _scalars, _calls, _amounts);
        var allowances = budgets.BindAllowances(scenario);
        var operations = budgets.BindOperations(scenario);
        var margin = scenario.Number("safetyMargin");
        var limits = budgets.BindLimits(scenario, of);
        var expectations = budgets.BindExpectations(scenario);

        var correlations = new CorrelationBinder(_findings, _scalars, _amounts).Bind(scenario);

        _spreads.ReportMissing(scenario);
        new TimingCheck(_findings).Compare(scenario, timing, window, phases);
        WarnOfTheWhole(scenario, phases, allowances);
        return _findings.HasErrors || name is null || item is null || items is null || model is null ? null : new Scenario
        {
            Name = name,
            Item = item,
            Items = items.Value,
            Model = model,
            PricesOn = _models.Day,
            PricesHash = _models.CatalogueHash,
            PriceAdjustments = _models.Adjustments,
            Tokenizers = _models.RatioOf,
            Currency = currency,
            Timing = timing,
            CompletionWindowHours = window,
            Factors = _amounts.Factors.All,
            Phases = phases,
            Allowances = allowances,
            Limits = limits,
            Expectations = expectations,
            Correlations = correlations,
            Assumptions = _amounts.Assumptions.Of(root, _amounts.Factors),
            Hash = hash(),
            Run = of.Run is { } run ? new RunName(run.Name, run.Period) : null,
            Variant = of.Variant?.Name,
            SafetyMargin = margin,
            Operations = operations,
        };
    }

    private long? BindItems(KeyedNode scenario, RunEntry? run)
    {
        if (scenario.Has("runs") && scenario.Has("items"))
        {
            _findings.Error(
                scenario.SpotOf("items"), "items", "`items` and `runs` both say how many items a run processes", "Keep one of them.");
            return null;
        }

        if (!scenario.Has("runs"))
            scenario.Require("items");
        var (node, path) = run is null ? (scenario.Find("items"), "items") : (run.Items, $"{run.Path}.items");
        if (node is null)
            return null;
        if (node.Kind is not (NodeKind.Array or NodeKind.Object))
            return ScenarioWords.Items.Read(node, path, _scalars);
        _findings.Error(
            node.Spot, path, $"{node.Shown} as `items` is not yet supported: cost per item and absolute ends rest on one number of items",
            $"For now a whole number from {ScenarioWords.Items.Min} to {ScenarioWords.Items.Max:#,##0}; `runs`, or --items 2500,3500, "
                + $"show several side by side.");
        return null;
    }

    private void WarnOfTheWhole(KeyedNode scenario, IReadOnlyList<Phase> phases, IReadOnlyList<Allowance> allowances)
    {
        if (_findings.HasErrors)
            return;
        if (allowances.Count == 0 && phases.All(phase => phase.Call is null && phase.UsdPerUnit is null))
            _findings.Warning(scenario.Find("phases")!.Spot, "phases", "no phase makes a call, so a run costs nothing");
        var drawn = _calls.Tokens.SelectMany(amount => amount.Leaves)
            .SelectMany(leaf => leaf is ByLabel by ? by.Amounts.SelectMany(each => each.Amount.Leaves) : [leaf]).OfType<Uncertain>()
                .ToList();
        if (drawn.Count > 0 && drawn.All(amount => amount.Spread.Item + amount.Spread.Call == 1))
            _findings.Warning(
                scenario.Find("spread")?.Spot ?? scenario.Node.Spot, "spread",
                "no amount of tokens has a part that is drawn once a run",
                "Everything averages out over items and calls, so a large run looks certain. What nobody knows before the run stands at "
                    + "run level.");
    }
}
