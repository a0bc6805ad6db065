using CostSim.Batches;
using CostSim.Scenarios;

namespace CostSim.Usage;

/// <summary>What was read, added up.</summary>
/// <param name="Files">The files, in the order in which they were read.</param>
/// <param name="Totals">The rows by provider, model and tier, in the order in which they came.</param>
/// <param name="Ids">What the custom ids tell.</param>
/// <param name="Statements">Batch objects, usage and cost exports, in the order in which they came; repeated ones once.</param>
/// <param name="Warnings">What needs a look, by kind; only those that occur.</param>
public sealed record LedgerSummary(
    IReadOnlyList<FileReading> Files, IReadOnlyList<LedgerTotal> Totals, IdCounts Ids, IReadOnlyList<Statement> Statements,
    IReadOnlyList<LedgerWarning> Warnings)
{
    public const int SchemaVersion = 1;

    /// <summary>Statements that were read before, as where exports overlap.</summary>
    public long RepeatedStatements { get; init; }

    public long Rows => Files.Sum(file => file.Rows);

    public long Duplicates => Files.Sum(file => file.Duplicates);

    /// <summary>Billed tokens of all rows.</summary>
    public TokenUsage Tokens => Totals.Aggregate(default(TokenUsage), (sum, total) => sum + total.Tokens);

    /// <summary>Rows of a status.</summary>
    public long Count(RowStatus status) => Totals.Sum(total => total.Count(status));
}

/// <summary>A file, and what each of its lines was: every line is in exactly one count.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Source">Whose it is and what it has; null where it has nothing.</param>
/// <param name="Bytes">Its size, decompressed.</param>
public sealed record FileReading(string Name, Source? Source, long Bytes)
{
    /// <summary>Records that became rows.</summary>
    public long Rows { get; init; }

    /// <summary>Records that were read before, in any file, and lines that have only such statements.</summary>
    public long Duplicates { get; init; }

    /// <summary>Lines with statements; a page of an export has many of them.</summary>
    public long StatementLines { get; init; }

    /// <summary>Requests, which are no results: they tell which ids have no answer.</summary>
    public long Requests { get; init; }

    /// <summary>Lines longer than is read.</summary>
    public long TooLong { get; init; }

    /// <summary>Lines without letters.</summary>
    public long Blank { get; init; }

    /// <summary>All lines; a JSON document over several lines is one.</summary>
    public long Lines => Rows + Duplicates + StatementLines + Requests + TooLong + Blank;
}

/// <summary>Whose a file is, and what it has. A file has one source.</summary>
public readonly record struct Source(Provider Provider, SourceKind Kind);

/// <summary>What a file has.</summary>
public enum SourceKind
{
    /// <summary>Results of a batch, or its errors.</summary>
    Results,

    /// <summary>Objects that describe batches.</summary>
    Batches,

    /// <summary>Pages of a usage export.</summary>
    Usage,

    /// <summary>Pages of a cost export.</summary>
    Costs,

    /// <summary>Requests of a batch.</summary>
    Requests,
}

/// <summary>The rows of a model in a tier.</summary>
/// <param name="Provider">Whose model it is.</param>
/// <param name="Model">The model as records name it; null where they do not, as mostly where they failed.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Tokens">Billed tokens.</param>
/// <param name="Tools">Billed uses of tools.</param>
public sealed record LedgerTotal(Provider Provider, string? Model, Tier Tier, TokenUsage Tokens, ToolCalls Tools)
{
    /// <summary>Numbers of rows by status; only those that occur.</summary>
    public IReadOnlyDictionary<RowStatus, long> Statuses { get; init; } = new Dictionary<RowStatus, long>();

    public long Rows => Statuses.Values.Sum();

    public long Count(RowStatus status) => Statuses.GetValueOrDefault(status);
}

/// <summary>What the custom ids tell, duplicates left out.</summary>
/// <param name="Answered">Different ids that have a record.</param>
/// <param name="Retried">Of these, those with several records.</param>
/// <param name="BilledAgain">Of these, those with several billed records.</param>
/// <param name="NeverBilled">Ids all of whose records failed, expired or were cancelled.</param>
/// <param name="FailuresMadeGood">Records that were not billed, of ids that have a billed one as well.</param>
/// <param name="Unanswered">Ids of requests that were read too, and have no record at all.</param>
/// <param name="WithoutId">Rows without an id.</param>
public sealed record IdCounts(
    long Answered, long Retried, long BilledAgain, long NeverBilled, long FailuresMadeGood, long Unanswered, long WithoutId);

/// <summary>What needs a look.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How often it occurs.</param>
/// <param name="First">The first of them, with file and line.</param>
public sealed record LedgerWarning(WarningKind Kind, long Count, IReadOnlyList<Diagnostic> First);

/// <summary>Kinds of warnings.</summary>
public enum WarningKind
{
    /// <summary>An answer without counts of its tokens: its row is <see cref="RowStatus.Unmeasured"/>.</summary>
    NoUsage,

    /// <summary>Counts that cannot be: its row is <see cref="RowStatus.Unmeasured"/>.</summary>
    OddUsage,

    /// <summary>A record with neither answer nor error: its row is <see cref="RowStatus.Unmeasured"/>.</summary>
    NoAnswer,

    /// <summary>The record's total is not the sum of the parts that are known.</summary>
    TotalDiffers,

    /// <summary>Tokens of audio are counted as if they were of text.</summary>
    Audio,

    /// <summary>A record that is not billed has tokens, which are left out.</summary>
    TokensOfFailure,

    /// <summary>A record that was read before, with other counts than then; the first counts.</summary>
    Conflict,

    /// <summary>A line longer than is read.</summary>
    TooLong,

    /// <summary>An export whose last page was not read.</summary>
    MorePages,
}
