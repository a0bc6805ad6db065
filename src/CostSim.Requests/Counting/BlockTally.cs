using CostSim.Batches;


namespace CostSim.Requests.Counting;

/// <summary>What a block of lines has: sums by group, and the hashes of its requests in their order.</summary>
internal sealed class BlockTally
{
    private readonly Dictionary<GroupKey, int> _places = [];

    public List<GroupTally> Groups { get; } = [];

    public List<RequestMark> Marks { get; } = [];

    /// <summary>Whose requests they are, and the line of the first; null where there are none.</summary>
    public (Provider Provider, long Line)? Origin { get; set; }

    /// <summary>Texts of embeddings.</summary>
    public long Inputs { get; set; }

    /// <summary>The first fault; what comes after it was not read.</summary>
    public BatchException? Fault { get; set; }

    /// <summary>The place of a group in <see cref="Groups"/>, which has it afterwards.</summary>
    public int PlaceOf(GroupKey key)
    {
        if (_places.TryGetValue(key, out var place))
            return place;
        Groups.Add(new GroupTally(key));
        return _places[key] = Groups.Count - 1;
    }

    /// <summary>The fault of a line whose provider is not that of the lines before.</summary>
    public static LineFault Mixed(Provider first, Provider other) => new(
        $"this request is of {ProviderName.Of(other)}, those before it are of {ProviderName.Of(first)}",
        hint: "A batch goes to one provider: put the requests into a file for each.");
}

/// <summary>A request, as far as duplicates need it.</summary>
/// <param name="Group">Its group in the block.</param>
/// <param name="Id">The hash of its custom id; 0 where it has none.</param>
/// <param name="Body">The hash of its body.</param>
internal readonly record struct RequestMark(int Group, UInt128 Id, UInt128 Body);
