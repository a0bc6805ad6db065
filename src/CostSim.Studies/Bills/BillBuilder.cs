using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>Adds rows of a ledger up to a bill of a scenario, in the order in which they come; nothing is kept of a row.</summary>
public sealed class BillBuilder
{
    private readonly Scenario _scenario;
    private readonly BillPrices _prices;
    private readonly PhaseJoin _join;
    private readonly PhaseSums?[] _phases;
    private readonly PilotObserver? _pilot;

    /// <summary>The ids of the jobs so far that repeat no other.</summary>
    private readonly List<JobSketch> _jobs = [];
    private JobSketch _ids = new();
    private (string? File, long Billed, long Repeats) _job;
    private int _duplicateJobs;
    private long _unbilledWithoutPhase;

    /// <param name="scenario">The scenario.</param>
    /// <param name="catalogue">The prices; those of the scenario's day count.</param>
    /// <param name="pilot">Given each row with its phase, or null.</param>
    public BillBuilder(Scenario scenario, PriceCatalogue catalogue, PilotObserver? pilot = null)
    {
        _pilot = pilot;
        (_scenario, _prices) = (scenario, new BillPrices(catalogue.On(scenario.PricesOn), scenario));
        _join = new PhaseJoin(scenario, _prices);
        _phases = [.. scenario.Phases.Select(phase => phase.Call is null ? null : new PhaseSums())];
    }

    /// <summary>Adds a row.</summary>
    /// <returns>The row with its phase and its price.</returns>
    /// <exception cref="BillException">A price is not known.</exception>
    public BilledRow Add(in LedgerRow row)
    {
        if (row.File != _job.File)
            EndJob(row.File);
        var phase = _join.Find(row);
        if (phase is not { } index)
        {
            if (row.IsBilled)
                _join.Lose(row);
            else
                _unbilledWithoutPhase++;
            return new BilledRow(row, null, null);
        }

        var billed = default(Billed?);

        var sums = _phases[index]!;
        if (!row.IsBilled)
        {
            _pilot?.Add(index, row, isFix: false);
            sums.Unbilled++;
        }
        else
        {
            _job.Billed++;
            _job.Repeats += row.BilledBefore > 0 ? 1 : 0;
            if (row.CustomId is { } id)
                _ids.Add(id);
            var planned = PlannedModel(row, _scenario.Phases[index]);
            _pilot?.Add(index, row, planned != _scenario.Phases[index].Call!.Model);
            billed = AddBilled(row, sums, planned);
        }

        return new BilledRow(row, _scenario.Phases[index], billed);
    }

    /// <exception cref="BillException">Billed requests fit no phase, or several.</exception>
    public Bill Finish(LedgerSummary ledger)
    {
        EndJob(null);
        _join.Require();
        var phases = _scenario.Phases.Zip(_phases).Where(one => one.Second is not null).Select(one => one.Second!.ToBill(one.First));
        return new Bill([.. phases], ledger)
        {
            DuplicateJobs = _duplicateJobs,
            UnbilledWithoutPhase = _unbilledWithoutPhase,
            WithoutFee = _prices.WithoutFee,
        };
    }

    /// <summary>What the row costs; null where nobody knows its tokens.</summary>
    private Billed? AddBilled(in LedgerRow row, PhaseSums sums, PricedModel planned)
    {
        var isPlanned = row.Model is null || _prices.IsOf(row, planned);
        sums.Models[(row.Model, row.Tier, isPlanned)] = sums.Models.GetValueOrDefault((row.Model, row.Tier, isPlanned)) + 1;
        if (row.Status == RowStatus.Unmeasured)
        {
            sums.Unmeasured++;
            return null;
        }

        var billed = _prices.Of(row, planned);
        if (row.BilledBefore > 0)
            sums.RepeatsOfJob += billed;
        else
            sums.First += billed;
        return billed;
    }

    /// <summary>The call of the phase, or the correction of its retry where that is the row's model.</summary>
    private PricedModel PlannedModel(in LedgerRow row, Phase phase) =>
        phase.Retry?.Fix?.Model is { } fix && !_prices.IsOf(row, phase.Call!.Model) && _prices.IsOf(row, fix) ? fix : phase.Call!.Model;

    /// <summary>Decides what the repeats of a job are: another submission of the same job, or retries.</summary>
    private void EndJob(string? next)
    {
        var isRepeat = _job.Billed > 0 && _job.Repeats == _job.Billed;
        var isDuplicate = isRepeat && _jobs.Exists(_ids.IsLike);
        if (isDuplicate)
            _duplicateJobs++;
        else if (_job.Billed > 0 && !isRepeat)
            _jobs.Add(_ids);
        foreach (var sums in _phases.OfType<PhaseSums>())
            sums.EndJob(isDuplicate);
        _pilot?.EndJob(isDuplicate);
        (_job, _ids) = ((next, 0, 0), new JobSketch());
    }

    /// <summary>Sums of a phase.</summary>
    private sealed class PhaseSums
    {
        private Billed _retries;
        private Billed _duplicates;

        public Billed First { get; set; }

        public Billed RepeatsOfJob { get; set; }

        public long Unmeasured { get; set; }

        public long Unbilled { get; set; }

        public Dictionary<(string? Model, Tier Tier, bool IsPlanned), long> Models { get; } = [];

        public void EndJob(bool isDuplicate)
        {
            if (isDuplicate)
                _duplicates += RepeatsOfJob;
            else
                _retries += RepeatsOfJob;
            RepeatsOfJob = default;
        }

        public PhaseBill ToBill(Phase phase) => new(phase)
        {
            First = First,
            Retries = _retries,
            Duplicates = _duplicates,
            Unmeasured = Unmeasured,
            Unbilled = Unbilled,
            Models =
            [
                .. Models.OrderByDescending(one => one.Value).ThenBy(one => one.Key.Model, StringComparer.Ordinal)
                    .Select(one => new BilledModel(one.Key.Model, one.Key.Tier, one.Value, one.Key.IsPlanned)),
            ],
        };
    }
}
