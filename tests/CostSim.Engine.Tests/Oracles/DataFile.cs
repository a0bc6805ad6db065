namespace CostSim.Engine.Tests.Oracles;

/// <summary>Tables of expected values in Data: comma-separated, with comments above a line of headings.</summary>
internal static class DataFile
{
    public static IEnumerable<string[]> Rows(string name) => Repository.Text("tests", "CostSim.Engine.Tests", "Data", name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Skip(1)
        .Select(line => line.Split(','));
}
