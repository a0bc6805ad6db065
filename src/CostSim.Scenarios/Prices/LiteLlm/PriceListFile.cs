using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios;

/// <summary>Gets the bytes of someone else's list of prices.</summary>
public static class PriceListFile
{
    /// <summary>The bytes, or null and in one finding why not.</summary>
    public static (byte[]? Bytes, IReadOnlyList<Diagnostic> Diagnostics) Read(string path)
    {
        var findings = new Findings();
        return (ScenarioFile.ReadPrices(path, findings), findings.InTextOrder());
    }
}
