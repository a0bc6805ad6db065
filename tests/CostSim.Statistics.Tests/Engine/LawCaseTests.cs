using CostSim.Engine.Tests.Oracles.Law;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>
/// The comparison of the cases of the law raises no false alarm: call by call against itself, with other items and calls, at several seeds.
/// </summary>
[Trait("Category", "Statistics")]
public class LawCaseTests
{
    private const int Seeds = 4;

    [Fact]
    public void Call_by_call_has_the_law_of_call_by_call()
    {
        var findings = new List<string>();
        foreach (var one in LawCase.All)
        {
            var exact = LawTrial.CallByCall(one.Scenario, one.Items);
            for (var seed = 0; seed < Seeds; seed++)
                findings.AddRange(
                    one.Differences(exact, exact, 0, (ulong)(100 + 10 * seed)).Select(
                        difference => $"{one.Name}, seed {seed}: {difference}"));
        }

        Assert.Empty(findings);
    }
}
