using System.Runtime.InteropServices;

namespace CostSim.Requests;

/// <summary>How many requests have how many input tokens, exactly, with the output that they allow.</summary>
/// <remarks>It has a cell for each number of tokens that occurs: at most as many as the square root of twice all tokens.</remarks>
public sealed class LengthTally
{
    private readonly Dictionary<long, LengthCell> _cells = [];

    /// <summary>The cells, shortest first.</summary>
    public IEnumerable<KeyValuePair<long, LengthCell>> Cells => _cells.OrderBy(cell => cell.Key);

    public long Requests => _cells.Values.Sum(cell => cell.Requests);

    public long Min => _cells.Keys.DefaultIfEmpty().Min();

    public long Max => _cells.Keys.DefaultIfEmpty().Max();

    /// <summary>All tokens.</summary>
    public long Sum => _cells.Sum(cell => cell.Key * cell.Value.Requests);

    public double Mean => Requests == 0 ? 0 : (double)Sum / Requests;

    /// <summary>The least number of tokens that a share of the requests does not exceed.</summary>
    public long Percentile(double share)
    {
        var rank = (long)Math.Ceiling(share * Requests);
        foreach (var (tokens, cell) in Cells)
        {
            rank -= cell.Requests;
            if (rank <= 0)
                return tokens;
        }

        return Max;
    }

    /// <summary>Adds a request.</summary>
    /// <param name="tokens">Its input tokens.</param>
    /// <param name="outputCap">The output that it allows, or null for any.</param>
    internal void Add(long tokens, long? outputCap) =>
        Add(tokens, new LengthCell(1, outputCap ?? 0, outputCap is null ? 1 : 0));

    internal void Add(LengthTally other)
    {
        foreach (var (tokens, cell) in other._cells)
            Add(tokens, cell);
    }

    private void Add(long tokens, LengthCell more)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, tokens, out _);
        cell = new LengthCell(cell.Requests + more.Requests, cell.OutputCap + more.OutputCap, cell.WithoutCap + more.WithoutCap);
    }
}

/// <summary>Requests with one number of input tokens.</summary>
/// <param name="Requests">Their number.</param>
/// <param name="OutputCap">The output tokens that those with a cap allow together.</param>
/// <param name="WithoutCap">How many have no cap.</param>
public readonly record struct LengthCell(long Requests, long OutputCap, long WithoutCap);
