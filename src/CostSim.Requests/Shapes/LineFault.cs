namespace CostSim.Requests.Shapes;

/// <summary>Why a line is not a request. The message never has anything of the line in it.</summary>
internal sealed class LineFault(string message, int offset = 0, string? hint = null) : Exception(message)
{
    /// <summary>Bytes of the line before the fault.</summary>
    public int Offset { get; } = offset;

    public string? Hint { get; } = hint;
}
