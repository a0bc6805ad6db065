using CostSim.Batches;
using CostSim.Usage.Records;

namespace CostSim.Usage.Reading;

/// <summary>What a block of lines has, in the order of its lines.</summary>
internal sealed class BlockReading
{
    /// <summary>Whose lines they are, and the first that tells; null where none does.</summary>
    public (Source Source, long Line)? Origin { get; set; }

    public List<ReadRecord> Records { get; } = [];

    public List<StatementLine> Statements { get; } = [];

    /// <summary>Hashes of the ids of requests.</summary>
    public List<UInt128> Asked { get; } = [];

    /// <summary>Requests, with or without an id.</summary>
    public long Requests { get; set; }

    public long Blanks { get; set; }

    /// <summary>The first fault; what comes after it was not read.</summary>
    public BatchException? Fault { get; set; }

    /// <summary>The fault of a line whose source is not that of the lines before.</summary>
    public static LineFault Mixed(Source first, Source other) => new(
        $"this line has {SourceName.Of(other)}, those before it have {SourceName.Of(first)}",
        hint: "Put what is of different sources into different files.");
}

/// <summary>A line with statements.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Hash">The hash of the line.</param>
/// <param name="Source">Whose it is; null for a page without results.</param>
/// <param name="Statements">Its statements.</param>
/// <param name="HasMore">Whether it says that another page follows.</param>
/// <param name="IsOdd">Whether a count of it cannot be.</param>
internal sealed record StatementLine(
    long Line, UInt128 Hash, Source? Source, IReadOnlyList<FoundStatement> Statements, bool HasMore, bool IsOdd);

/// <summary>A statement, and the hash of what it says.</summary>
internal readonly record struct FoundStatement(Statement Statement, UInt128 Hash);
