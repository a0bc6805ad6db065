using System.Text.RegularExpressions;

namespace CostSim.Structure.Tests;

/// <summary>What the outcome of a test may not depend on.</summary>
public partial class IndependenceTests
{
    private static IEnumerable<string> Others =>
        Repository.Files("tests", "*.cs").Where(path => !path.EndsWith($"/{nameof(IndependenceTests)}.cs", StringComparison.Ordinal));

    /// <summary>
    /// The program's prices are checked every month, and change. Tests have prices of their own: tests/Shared/prices.json.
    /// </summary>
    [Fact]
    public void Only_tests_about_the_prices_of_the_program_read_them() => Assert.Equal(
        [
            // Whether what is shipped is drawn at once: a price for long inputs, once added, made a template slow.
            "tests/CostSim.Engine.Tests/Oracles/Repository.cs",
            "tests/CostSim.Scenarios.Tests/Given.cs",
            "tests/CostSim.Scenarios.Tests/Prices/CatalogueTextTests.cs",
            "tests/CostSim.Scenarios.Tests/Prices/PriceCatalogueTests.cs",
            // As a user would; its scenario keeps the prices of a day.
            "tests/CostSim.Studies.Tests/LibrarySample.cs",
        ],
        Others.Where(path => File.ReadAllText(path).Contains("PriceCatalogue.BuiltIn", StringComparison.Ordinal)).Select(
            Repository.Relative));

    /// <summary>
    /// On a busy machine a limit of time fails for nothing. Work is counted; what hangs is ended by tests/hang.runsettings.
    /// </summary>
    [Fact]
    public void No_test_has_a_clock() =>
        Assert.Empty(Others.Where(path => Clock().IsMatch(File.ReadAllText(path))).Select(Repository.Relative));

    [Theory]
    [InlineData("var watch = Stopwatch.StartNew();")]
    [InlineData("process.WaitForExit(3000);")]
    [InlineData("[Fact(Timeout = 5)]")]
    public void A_clock_would_be_seen(string line) => Assert.Matches(Clock(), line);

    [GeneratedRegex(@"\b(Stopwatch|TickCount|GetTimestamp|UtcNow|CancelAfter|Task\.Delay|TimeSpan\.From|Timeout = |WaitForExit\([^)])")]
    private static partial Regex Clock();
}
