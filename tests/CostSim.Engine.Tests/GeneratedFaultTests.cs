using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Faults of the law that the comparison with the naive interpreter must catch in generated scenarios.</summary>
public class GeneratedFaultTests
{
    [Theory]
    [InlineData(nameof(Faults.CallPartsOncePerItem))]
    [InlineData(nameof(Faults.CallPartsOncePerRun))]
    [InlineData(nameof(Faults.EverythingOncePerRun))]
    [InlineData(nameof(Faults.NamesNotShared))]
    [InlineData(nameof(Faults.RetriesGoOn))]
    [InlineData(nameof(Faults.RoundedCountsDrawn))]
    [InlineData(nameof(Faults.SharesDrop))]
    [InlineData(nameof(Faults.NothingIsCut))]
    [InlineData(nameof(Faults.NothingIsCached))]
    [InlineData(nameof(Faults.NothingIsWritten))]
    [InlineData(nameof(Faults.TheRestIsRead))]
    public void A_fault_of_the_law_is_caught(string fault)
    {
        // Not every scenario has what the fault spoils.
        var caught = Enumerable.Range(0, GeneratedScenarioTests.Scenarios).Where(number =>
        {
            var scenario = ScenarioGenerator.Make(number);
            var spoilt = Make(fault, scenario);
            return Faults.Matters(spoilt, scenario) && GeneratedScenarioTests.Compare(spoilt, scenario, number).Count > 0;
        });

        Assert.Equal(3, caught.Take(3).Count());
    }

    private static Scenario Make(string fault, Scenario scenario) => fault switch
    {
        nameof(Faults.CallPartsOncePerItem) => Faults.CallPartsOncePerItem(scenario),
        nameof(Faults.CallPartsOncePerRun) => Faults.CallPartsOncePerRun(scenario),
        nameof(Faults.EverythingOncePerRun) => Faults.EverythingOncePerRun(scenario),
        nameof(Faults.NamesNotShared) => Faults.NamesNotShared(scenario),
        nameof(Faults.RetriesGoOn) => Faults.RetriesGoOn(scenario),
        nameof(Faults.RoundedCountsDrawn) => Faults.RoundedCountsDrawn(scenario),
        nameof(Faults.NothingIsCut) => Faults.NothingIsCut(scenario),
        nameof(Faults.NothingIsCached) => Faults.NothingIsCached(scenario),
        nameof(Faults.NothingIsWritten) => Faults.NothingIsWritten(scenario),
        nameof(Faults.TheRestIsRead) => Faults.TheRestIsRead(scenario),
        _ => Faults.SharesDrop(scenario),
    };
}
