namespace CostSim.Cli.Tests;

/// <summary>A result that was written once, for tests that need one to be there before.</summary>
public sealed class OldResult : IDisposable
{
    private readonly Program _program = new();

    public OldResult() => _program.Run("run", Program.FiftyAtoms, "-n", "200", "--items", "1", "-o", "x", "-q").RequireSuccess();

    public void CopyTo(string folder)
    {
        foreach (var file in Directory.GetFiles(_program["x"], "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_program["x"], file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _program.Dispose();
}
