using System.Buffers;
using System.Text;

namespace CostSim.Batches;

/// <summary>Reads names of models, on one thread at a time.</summary>
internal sealed class ModelNames
{
    private const int LettersMax = 128;

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/@-"u8);

    /// <summary>The name read before: the next one is mostly the same.</summary>
    private (byte[] Utf8, string Name) _last = ([], "");

    /// <summary>The name of a model: of few characters, so that it cannot be a text.</summary>
    /// <param name="line">The line that has it.</param>
    /// <param name="model">The value; where there is none, there is no name.</param>
    /// <exception cref="LineFault">It is not a name.</exception>
    public string? Read(ReadOnlySpan<byte> line, JsonSlice model)
    {
        if (!model.IsThere)
            return null;
        if (!model.IsString || model.Text.Length is 0 or > LettersMax || model.Text.IndexOfAnyExcept(Letters) >= 0)
            throw new LineFault("`model` is not the name of a model", JsonSlice.OffsetOf(line, model),
                $"It has at most {LettersMax} letters, digits and . _ : / @ -");
        if (!model.Text.SequenceEqual(_last.Utf8))
            _last = (model.Text.ToArray(), Encoding.UTF8.GetString(model.Text));
        return _last.Name;
    }
}
