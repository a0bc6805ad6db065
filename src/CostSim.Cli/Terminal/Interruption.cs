using System.Runtime.InteropServices;

namespace CostSim.Cli.Terminal;

/// <summary>Ctrl-C, or the system's request to end.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long interrupted work may take to end by itself: a second altogether is what people wait.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.25);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() =>
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    public CancellationToken Token => _source.Token;

    /// <summary>Where the result stands, once it does: it is not taken back.</summary>
    public string? Written { get; set; }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    public override string ToString() => Written is null ? "interrupted; nothing was written" : $"interrupted; the result is in {Written}";

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
