namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>A phase while it is written: its keys with their JSON, in the order in which they came.</summary>
internal sealed class LawPhase(string id)
{
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<string, string> _retry = [];

    public string Id => id;

    public bool IsCall => Has("inputTokens");

    /// <summary>Whether its tokens say a name that another place says too, which is not to be lost.</summary>
    public bool IsNamed { get; set; }

    public bool HasRetry => _retry.Count > 0;

    public string this[string key]
    {
        get => _keys[key];
        set => _keys[key] = value;
    }

    public bool Has(string key) => _keys.ContainsKey(key);

    public void Remove(params string[] keys) => Array.ForEach(keys, key => _keys.Remove(key));

    /// <summary>Sets a key of the phase's <c>retry</c>.</summary>
    public void Retry(string key, string value) => _retry[key] = value;

    public override string ToString()
    {
        var retry = _retry.Count == 0 ? "" : $", \"retry\": {{ {Join(_retry)} }}";
        return $"{{ \"id\": \"{id}\", {Join(_keys)}{retry} }}";
    }

    private static string Join(Dictionary<string, string> keys) => string.Join(", ", keys.Select(key => $"\"{key.Key}\": {key.Value}"));
}
