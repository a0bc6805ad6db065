namespace CostSim.Batches;

/// <summary>Why a line is not what it should be. The message never has anything of the line in it.</summary>
internal sealed class LineFault(string message, int offset = 0, string? hint = null) : Exception(message)
{
    /// <summary>Bytes of the line before the fault.</summary>
    public int Offset { get; } = offset;

    public string? Hint { get; } = hint;

    /// <summary>The same for people, at the beginning of a line.</summary>
    public BatchException At(string file, long line) => BatchException.Of(file, line, 1, Message, Hint);
}
