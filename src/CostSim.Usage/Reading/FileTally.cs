namespace CostSim.Usage.Reading;

/// <summary>What the lines of a file were.</summary>
internal sealed class FileTally(string name)
{
    private Source? _source;

    public string Name => name;

    public long Bytes { get; set; }

    public long Rows { get; set; }

    public long Duplicates { get; set; }

    public long StatementLines { get; set; }

    public long TooLong { get; set; }

    private long Requests { get; set; }

    private long Blank { get; set; }

    public FileReading Reading => new(name, _source, Bytes)
    {
        Rows = Rows,
        Duplicates = Duplicates,
        StatementLines = StatementLines,
        Requests = Requests,
        TooLong = TooLong,
        Blank = Blank,
    };

    /// <summary>Adds what is in no need of other files.</summary>
    /// <exception cref="Batches.BatchException">Its lines are of another source than those before.</exception>
    public void Add(BlockReading block)
    {
        if (block.Origin is { } origin)
        {
            if (_source is { } source && source != origin.Source)
                throw BlockReading.Mixed(source, origin.Source).At(name, origin.Line);
            _source = origin.Source;
        }

        Requests += block.Requests;
        Blank += block.Blanks;
    }
}
