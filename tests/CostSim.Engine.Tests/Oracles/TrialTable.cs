using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Every trial of a simulation: a column for each measure of each scope, in USD, tokens and calls. Scope 0 is the run.</summary>
internal sealed class TrialTable
{
    private const int MeasureCount = 4;
    private readonly double[][] _columns;

    public TrialTable(int scopes, int trials)
    {
        _columns = new double[scopes * MeasureCount][];
        for (var c = 0; c < _columns.Length; c++)
            _columns[c] = new double[trials];
    }

    public int Columns => _columns.Length;

    public int Scopes => _columns.Length / MeasureCount;

    public static int Column(int scope, Measure measure) => scope * MeasureCount + (int)measure;

    public double[] this[int scope, Measure measure] => _columns[Column(scope, measure)];

    public void Write(int trial, double[] row)
    {
        for (var c = 0; c < _columns.Length; c++)
            _columns[c][trial] = row[c];
    }
}
