using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Every trial of a simulation: a column for each measure of each scope, in USD, tokens and calls. Scope 0 is the run.</summary>
internal sealed class TrialTable
{
    private readonly double[][] _columns;

    public TrialTable(int scopes, int trials)
    {
        _columns = new double[scopes * Engine.Planning.Measures.Count][];
        for (var c = 0; c < _columns.Length; c++)
            _columns[c] = new double[trials];
    }

    /// <summary>The measures that the scenario has; columns of the others are empty.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = Engine.Planning.Measures.OfTokens;

    public int Columns => _columns.Length;

    public int Scopes => _columns.Length / Engine.Planning.Measures.Count;

    public static int Column(int scope, Measure measure) => scope * Engine.Planning.Measures.Count + (int)measure;

    public double[] this[int scope, Measure measure] => _columns[Column(scope, measure)];

    public void Write(int trial, double[] row)
    {
        for (var c = 0; c < _columns.Length; c++)
            _columns[c][trial] = row[c];
    }
}
