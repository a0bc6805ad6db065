using System.Runtime.InteropServices;

namespace CostSim.Cli.Terminal;

/// <summary>Handles Ctrl-C and termination requests.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>Grace period of interrupted work, so that the program ends within a second.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.25);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() =>
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    public CancellationToken Token => _source.Token;

    /// <summary>The folder of the result, once written: it is then kept.</summary>
    public string? Written { get; set; }

    /// <summary>The command that goes on with interrupted work, or null where nothing is kept.</summary>
    public Func<string?> GoOn { get; set; } = () => null;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    public override string ToString() => Written is not null ? $"interrupted; the result is in {Written}"
        : GoOn() is { } command ? $"interrupted; go on with: {command}"
        : "interrupted; nothing was written";

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
