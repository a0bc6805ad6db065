using CostSim.Scenarios;

namespace CostSim.Batches;

/// <summary>
/// Reads files: one thread reads blocks of lines, others work on them, and the first adds up what they made of them, in the order of the
/// lines. So no result depends on the number of threads, and no more than a few blocks are in memory.
/// </summary>
/// <typeparam name="T">What is made of a block.</typeparam>
internal sealed class BlockPipeline<T>(int threads, int lineBytesMax, CancellationToken cancellation)
{
    private readonly Queue<(Task<T> Work, Action<T> Add)> _working = new();
    private long _bytesBefore;

    /// <summary>Called with the stored bytes read so far, of all files together.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Called with the bytes of each block that was read.</summary>
    public Action<int>? AfterBlock { get; init; }

    /// <summary>Whether a file may be one JSON document over several lines, which is then one block.</summary>
    public bool WithDocuments { get; init; }

    /// <summary>Reads a file. What was made of its last blocks is added later, at the latest by <see cref="Finish"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="work">Makes something of a block, on any thread.</param>
    /// <param name="add">Adds that up, on this thread and in order.</param>
    /// <returns>The reader, at the end of the file.</returns>
    /// <exception cref="BatchException">It cannot be decompressed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public BlockReader Read(BatchFile file, Func<LineBlock, T> work, Action<T> add)
    {
        try
        {
            using var stream = file.Open(out var stored);
            using (stored)
            {
                var reader = new BlockReader(stream, lineBytesMax, WithDocuments);
                foreach (var block in reader.Blocks())
                {
                    cancellation.ThrowIfCancellationRequested();
                    _working.Enqueue((Task.Run(() => Work(block, work), CancellationToken.None), add));
                    while (_working.Count > threads)
                        AddNext();
                    AfterBlock?.Invoke(block.Length);
                    Progress?.Invoke(_bytesBefore + stored.BytesRead);
                }

                _bytesBefore += stored.BytesRead;
                return reader;
            }
        }
        catch (InvalidDataException)
        {
            Finish();
            throw BatchException.Of(file.Name, "this begins as gzip does, and cannot be decompressed to its end");
        }
        catch (Exception e) when (FileFault.IsOne(e))
        {
            throw new IOException($"'{file.Name}' cannot be read: {FileFault.Words(e)}", e);
        }
    }

    /// <summary>Adds what is not yet added.</summary>
    public void Finish()
    {
        while (_working.Count > 0)
            AddNext();
    }

    private static T Work(LineBlock block, Func<LineBlock, T> work)
    {
        using (block)
            return work(block);
    }

    private void AddNext()
    {
        var (work, add) = _working.Dequeue();
        add(work.GetAwaiter().GetResult());
    }
}
