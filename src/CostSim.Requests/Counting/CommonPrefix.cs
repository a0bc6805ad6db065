namespace CostSim.Requests.Counting;

/// <summary>The bytes that all prompts begin with.</summary>
internal sealed class CommonPrefix
{
    private byte[]? _bytes;
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Keeps what a further prompt begins with too.</summary>
    public void Narrow(ReadOnlySpan<byte> prompt)
    {
        if (_bytes is null)
            (_bytes, _length) = (prompt.ToArray(), prompt.Length);
        else
            _length = Bytes.CommonPrefixLength(prompt);
    }
}
