namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Computes expectations of one item of a plan at any values of the run-level draws; parts independent of these are computed once.
/// </summary>
internal sealed class ItemExpectation
{
    /// <summary>Maximum number of rounds in which rounded shares request new numbers of units.</summary>
    private const int PassesMax = 8;

    /// <summary>This many values take as long as a step.</summary>
    private const int ValuesPerStep = 4;

    private const double UsdPerPicoUsd = 1e-12;

    private readonly Plan _plan;
    private readonly NeedsOfPlan _needs;
    private readonly DecidingRules _rules;
    private readonly ItemIntegral _integral;
    private readonly LawBook _laws = new();
    private readonly Dictionary<Term, (double Mean, int[] Deciding)> _terms = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SingleSource, SingleCallMean> _singles = new(ReferenceEqualityComparer.Instance);

    public ItemExpectation(Plan plan)
    {
        (_plan, _needs, _rules) = (plan, new NeedsOfPlan(plan), new DecidingRules(plan));
        _integral = new ItemIntegral(plan, _rules, !_needs.IsAny, _laws);
        var alike = new Dictionary<string, SingleCallMean>();
        foreach (var source in plan.Phases.SelectMany(phase => DecidingRules.Sources(phase.Passage)))
        {
            foreach (var term in source.Terms)
                _terms[term] = TakeApart(term);
            if (source.OneByOne is not { } single)
                continue;
            var likeness = SingleCallMean.Likeness(single, _laws.Number);
            if (!alike.TryGetValue(likeness, out var mean))
                alike[likeness] = mean = new SingleCallMean(single, plan, _rules.Draws, _laws);
            _singles[single] = mean;
        }
    }

    /// <summary>Maximum number of steps of an evaluation: 3 million are about a second.</summary>
    public long StepsMax { get; init; } = 3_000_000;

    /// <summary>Number of steps of the last evaluation, including values of calls that are cut or priced individually.</summary>
    public long Steps { get; private set; }

    /// <inheritdoc cref="ExpectedItem.Of"/>
    public ExpectedItem At(IReadOnlyList<double> runValues)
    {
        var point = new ItemPoint(_plan, runValues);
        for (var pass = 0; pass < PassesMax; pass++)
        {
            var sums = _plan.Phases.Select(phase => new double[phase.Totals.Count + 1]).ToArray();
            AddUp(point, sums);
            if (!_rules.TakeNewUnits())
                return new ExpectedItem([.. _plan.Phases.Select((phase, p) => Finish(phase, sums[p], point))]);
        }

        throw new NotVouchedForException("rounded shares of an item's units keep asking for new numbers of units");
    }

    /// <summary>For each phase its sums, and last its billed calls.</summary>
    private void AddUp(ItemPoint point, double[][] sums)
    {
        var steps = new StepCount(StepsMax);
        var means = new Dictionary<SingleCallMean, MeansOfCall>(ReferenceEqualityComparer.Instance);
        _integral.Visit(point, weight =>
        {
            foreach (var byItem in means.Keys.Where(mean => mean.IsByItem).ToList())
                means.Remove(byItem);
            new ItemWalk(_needs, _rules, point, _integral.OwnValues, steps,
                (passage, pool, round, calls) => Add(passage, pool, round, weight * calls)).Walk();
            foreach (var phase in _plan.Phases.Where(phase => phase.IsBesideTheUnits))
                Add(phase.Passage, phase.Passage.Pools[0], 0, weight);
        });
        Steps = steps.Steps + steps.Values / ValuesPerStep;

        void Add(Passage passage, Pool pool, int round, double calls)
        {
            if (calls == 0)
                return;
            var of = sums[passage.Phase];
            foreach (var source in pool.Sources.Where(source => source.Round == round))
            {
                of[^1] += source.BilledCalls ? calls : 0;
                foreach (var term in source.Terms)
                {
                    var (mean, deciding) = _terms[term];
                    foreach (var draw in deciding)
                        mean *= point.Items[draw];
                    of[term.Total] += calls * mean;
                }

                if (source.OneByOne is not { } single)
                    continue;
                if (!means.TryGetValue(_singles[single], out var tokens))
                    means[_singles[single]] = tokens = _singles[single].At(point, steps);
                of[^1] += source.BilledCalls ? calls * tokens.AskedAgain : 0;
                of[single.Totals.Input] += calls * tokens.Input;
                of[single.Totals.Output] += calls * tokens.Output;
                of[single.Totals.LongInput] += calls * tokens.LongInput;
                of[single.Totals.LongOutput] += calls * tokens.LongOutput;
            }
        }
    }

    /// <summary>The mean of what a term's call adds, excluding the draws fixed by the point.</summary>
    private (double Mean, int[] Deciding) TakeApart(Term term)
    {
        var draws = _plan.ItemProducts[term.ItemProduct];
        var mean = draws.Where(draw => !_rules.Draws.Contains(draw)).GroupBy(draw => draw)
            .Aggregate(1.0, (product, same) => product * _laws.Moment(_plan.ItemDraws[same.Key].Quantile, same.Count()));
        // A call draws an amount once, however often it occurs in a product.
        mean = term.Calls.GroupBy(call => call.Stream).Aggregate(
            mean, (product, same) => product * _laws.Moment(same.First().Quantile, same.Count()));
        return (mean, [.. draws.Where(_rules.Draws.Contains)]);
    }

    private static ExpectedPhase Finish(PhasePlan phase, double[] sums, ItemPoint point)
    {
        double input = 0, output = 0, cost = 0, operations = 0, perRun = 0;
        var totals = sums[..^1];
        var values = new double[totals.Length];
        for (var i = 0; i < totals.Length; i++)
        {
            var plan = phase.Totals[i];
            if (plan.IsPerRun)
                totals[i] = 1;
            if (plan.TakesSum)
                totals[i] = totals[plan.PartOf!.Value] * point.OfRun(phase.Totals[plan.PartOf.Value].RunDraws);
            values[i] = totals[i] * plan.Constant * point.OfRun(plan.RunDraws);
            if (plan.IsOperations)
            {
                (operations, perRun) = plan.IsPerRun ? (operations, perRun + values[i]) : (operations + values[i], perRun);
                continue;
            }

            if (plan.IsFee)
            {
                cost += values[i];
                continue;
            }

            if (plan.PartOf is { } whole)
            {
                values[i] = Math.Min(values[i], values[whole]);
                cost += values[i] * plan.PricePicoUsd * UsdPerPicoUsd;
                continue;
            }

            cost += values[i] * plan.PricePicoUsd * UsdPerPicoUsd;
            (input, output) = plan.IsOutput ? (input, output + values[i]) : (input + values[i], output);
        }

        return new ExpectedPhase(sums[^1], totals)
        {
            InputTokens = input,
            OutputTokens = output,
            CostUsd = cost,
            OperationsUsd = operations,
            OperationsUsdPerRun = perRun
        };
    }
}
