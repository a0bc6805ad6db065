using CostSim.Numerics.Random;

namespace CostSim.Engine.Planning;

/// <summary>Gives every named stream of a plan a unique number.</summary>
internal sealed class StreamNames
{
    private readonly Dictionary<uint, string> _names = [];

    /// <summary>The stream's number: a hash of its name, or of the name with a suffix if two names collide.</summary>
    public uint Of(string name)
    {
        for (var marked = name; ; marked += "'")
        {
            var stream = StreamId.Of(marked);
            if (_names.TryAdd(stream, name) || _names[stream] == name)
                return stream;
        }
    }
}
