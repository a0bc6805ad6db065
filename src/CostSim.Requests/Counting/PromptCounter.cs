namespace CostSim.Requests.Counting;

/// <summary>Counts the tokens of prompts, and of their common beginning.</summary>
internal static class PromptCounter
{
    /// <summary>The tokens of a whole prompt.</summary>
    /// <param name="prompt">Its pieces.</param>
    /// <param name="counter">Counts its texts.</param>
    public static long Count(ReadOnlySpan<byte> prompt, TextCounter counter)
    {
        var (tokens, hasMessages) = (0L, false);
        while (prompt.Length > 0)
        {
            var length = prompt.IndexOf(Prompt.End);
            var kind = (PieceKind)prompt[0];
            hasMessages |= kind == PieceKind.Message;
            tokens += Piece(kind, prompt[1..length], counter);
            prompt = prompt[(length + 1)..];
        }

        return hasMessages ? tokens + ChatOverhead.Reply : tokens;
    }

    /// <summary>The tokens that all prompts with this beginning share; a text that is cut off counts up to its last word.</summary>
    public static long CountBeginning(ReadOnlySpan<byte> beginning, TextCounter counter)
    {
        var tokens = 0L;
        for (int length; (length = beginning.IndexOf(Prompt.End)) > 0; beginning = beginning[(length + 1)..])
            tokens += Piece((PieceKind)beginning[0], beginning[1..length], counter);
        return beginning.Length == 0 ? tokens : tokens + (PieceKind)beginning[0] switch
        {
            PieceKind.Text => counter.CountBeginning(beginning[1..], isEscaped: true),
            PieceKind.Json => counter.CountBeginning(beginning[1..], isEscaped: false),
            _ => 0,
        };
    }

    private static int Piece(PieceKind kind, ReadOnlySpan<byte> bytes, TextCounter counter) => kind switch
    {
        PieceKind.Message => ChatOverhead.PerMessage + counter.CountEscaped(bytes),
        PieceKind.Name => ChatOverhead.PerName + counter.CountEscaped(bytes),
        PieceKind.Text => counter.CountEscaped(bytes),
        PieceKind.Json => counter.CountPlain(bytes),
        PieceKind.Tokens => bytes.IndexOfAnyExcept(" \t[]"u8) < 0 ? 0 : bytes.Count((byte)',') + 1,
        _ => 0,
    };
}
