using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Output.Files;
using CostSim.Output.Shards;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Jobs;

/// <summary>
/// A run that is kept: what it has drawn is written down every few seconds, so that it goes on after it was stopped or its machine failed,
/// to the same bits. One process has a job at a time.
/// </summary>
public sealed class Job : IRunKeeper, IDisposable
{
    /// <summary>A run that is expected to take longer is kept without being asked.</summary>
    public const double KeptAboveSeconds = 60;

    /// <summary>The usual time between two checkpoints.</summary>
    public static readonly TimeSpan UsuallyEvery = TimeSpan.FromSeconds(5);

    private readonly JobFolder _folder;
    private readonly bool _isAsked;
    private readonly Action<string> _notKept;
    private JobDocument _document;
    private IDisposable? _lock;
    private bool _wasTaken;

    /// <param name="run">What the run's numbers depend on.</param>
    /// <param name="command">The words after <c>costsim run</c>.</param>
    /// <param name="result">The folder of the result, as the command names it.</param>
    /// <param name="isAsked">Whether it was asked for; else it is made where the run is expected to be long.</param>
    /// <param name="notKept">Called where trials cannot be kept, with the reason; the run goes on.</param>
    /// <param name="id">The job to go on with; null for that of this command, which is begun where there is none.</param>
    /// <exception cref="IOException">
    /// Another process has it, or the place is not writable; only where it was asked for, as the other two.
    /// </exception>
    /// <exception cref="InvalidDataException">Its files are damaged.</exception>
    /// <exception cref="JobException">It is another run.</exception>
    public Job(
        RunIdentity run, IReadOnlyList<string> command, string result, bool isAsked, Action<string> notKept, string? id = null)
    {
        (_isAsked, _notKept) = (isAsked, notKept);
        _document = new JobDocument(
            JobDocument.Version, id ?? IdOf(run, command, result), JobState.Pending, run, command, result, null, JsonSeal.Open);
        _folder = JobFolder.Of(_document.Id);
        if (isAsked)
            Take();
        else if (IsUnfinished())
            TryTakeUnasked();
    }

    /// <summary>The job's name.</summary>
    public string Id => _document.Id;

    /// <summary>Whether there is anything to go on with.</summary>
    public bool IsKept => _wasTaken && (_isAsked || File.Exists(_folder.Checkpoint));

    /// <inheritdoc/>
    public TimeSpan Every { get; init; } = UsuallyEvery;

    /// <summary>Trials that were kept when it was taken.</summary>
    public long DrawnBefore { get; private set; }

    /// <inheritdoc/>
    public TrialGoal? Goal => _lock is null ? null : _document.Goal;

    /// <inheritdoc/>
    public bool Begin(TrialGoal goal, Func<double> seconds)
    {
        if (_lock is null && (seconds() <= KeptAboveSeconds || !TryTakeUnasked()))
            return false;
        if (_document.State == JobState.Pending)
            MoveOn(_document with { State = JobState.Running, Goal = goal });
        return true;
    }

    /// <inheritdoc/>
    public long Restore(IReadOnlyList<Aggregates> results)
    {
        if (!File.Exists(_folder.Checkpoint))
            return 0;
        var head = ShardFile.Add(_folder.Checkpoint, results);
        if (head.Run.DifferenceFrom(_document.Run) is { } difference)
            throw new InvalidDataException($"{_folder.Checkpoint} is of another run: {difference}");
        return head.ShardTrials;
    }

    /// <inheritdoc/>
    public void Keep(long trials, IReadOnlyList<Aggregates> results)
    {
        try
        {
            ShardFile.Write(_folder.Checkpoint, new ShardHead(
                ShardHead.Version, _document.Run, _document.Goal!.Most, 0, 1, 0, trials, _document.Command), results);
        }
        catch (Exception e) when (FileFault.IsOne(e))
        {
            _notKept(FileFault.Words(e));
        }
    }

    /// <summary>All trials are drawn.</summary>
    public void Computed() => MoveOn(_document with { State = JobState.Computed });

    /// <summary>The result stands in its folder: the checkpoint can go.</summary>
    public void Written()
    {
        if (_lock is null)
            return;
        MoveOn(_document with { State = JobState.Written });
        File.Delete(_folder.Checkpoint);
        MoveOn(_document with { State = JobState.Completed });
    }

    /// <summary>Gives the job free; one that nobody asked for and that has kept nothing goes.</summary>
    public void Dispose()
    {
        if (_lock is not null && !_isAsked && _document.State == JobState.Running && !IsKept)
            _folder.Remove();
        _lock?.Dispose();
        _lock = null;
    }

    private bool TryTakeUnasked()
    {
        try
        {
            Take();
            return true;
        }
        catch (Exception e) when (FileFault.IsOne(e) || e is InvalidDataException or JobException)
        {
            _notKept(FileFault.IsOne(e) ? FileFault.Words(e) : e.Message);
            return false;
        }
    }

    /// <summary>Whether there is a job of this command to go on with.</summary>
    private bool IsUnfinished()
    {
        try
        {
            return _folder.Exists && _folder.Read().State != JobState.Completed;
        }
        catch (Exception e) when (FileFault.IsOne(e) || e is InvalidDataException)
        {
            return false;
        }
    }

    private void Take()
    {
        WholeFile.CreateFolder(_folder.Path);
        _lock = _folder.TryTake() ?? throw new IOException($"the job {Id} is being run by another process");
        _wasTaken = true;
        if (!_folder.Exists)
        {
            MoveOn(_document);
            return;
        }

        var kept = _folder.Read();
        if (_document.Run.DifferenceFrom(kept.Run) is { } difference)
            throw new JobException(
                $"the job {Id} cannot go on: {difference}", "Give it what it was begun with, or start a new one with --job.");
        // Who repeats a command that was completed wants it done again.
        _document = kept.State == JobState.Completed ? _document : kept;
        DrawnBefore = _folder.DrawnTrials();
    }

    private void MoveOn(JobDocument document)
    {
        if (_lock is null)
            return;
        _document = document;
        _folder.Write(document);
    }

    /// <summary>The same command on the same inputs is the same job.</summary>
    private static string IdOf(RunIdentity run, IReadOnlyList<string> command, string result)
    {
        var all = string.Join('\n',
            [.. command, result, run.Program, run.PricesHash, run.PricesOn.ToString("O", CultureInfo.InvariantCulture),
                .. run.Cases.Select(one => one.Hash)]);
        var name = new string([.. run.Scenario.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(24)]).Trim('-');
        return $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..8]}";
    }
}

/// <summary>A job that cannot go on.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="hint">What to do.</param>
public sealed class JobException(string message, string hint) : Exception($"{message}. {hint}");
