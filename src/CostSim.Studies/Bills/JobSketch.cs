using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CostSim.Studies;

/// <summary>
/// The smallest hashes of the custom ids of a job: of two jobs with nearly the same ids they are nearly the same (Broder, 1997), so that a
/// job that was sent twice is told from one that repeats a part of another.
/// </summary>
internal sealed class JobSketch
{
    private const int Size = 64;

    /// <summary>Of two submissions of a job some requests may fail.</summary>
    private const double SameShare = 0.9;

    private readonly SortedSet<ulong> _hashes = [];

    public void Add(string id)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));
        if (_hashes.Count == Size && hash >= _hashes.Max)
            return;
        if (_hashes.Add(hash) && _hashes.Count > Size)
            _hashes.Remove(_hashes.Max);
    }

    /// <summary>Whether both have nearly the same ids.</summary>
    public bool IsLike(JobSketch other)
    {
        if (_hashes.Count == 0 || other._hashes.Count == 0)
            return false;
        var union = _hashes.Union(other._hashes).Order().Take(Size).ToList();
        return union.Count(hash => _hashes.Contains(hash) && other._hashes.Contains(hash)) >= SameShare * union.Count;
    }
}
