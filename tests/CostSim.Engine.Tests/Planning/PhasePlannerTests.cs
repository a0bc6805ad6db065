using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;

namespace CostSim.Engine.Tests.Planning;

public class PhasePlannerTests
{
    private static readonly Plan FiftyAtoms = Planner.Build(Repository.FiftyAtoms(), 50);

    [Fact]
    public void A_phase_is_called_by_its_name_and_an_allowance_by_its_own()
    {
        Assert.Equal(["P1", "P2", "P4", "P5", "P6", "P7", "P8", "P9", "Unitemised output"], FiftyAtoms.Phases.Select(phase => phase.Id));
        Assert.Equal("QTI generation", FiftyAtoms.Phases[2].Name);
        Assert.Equal([8], Enumerable.Range(0, 9).Where(i => FiftyAtoms.Phases[i].IsAllowance));
        Assert.Equal([3], Enumerable.Range(0, 9).Where(i => FiftyAtoms.Phases[i].IsLocal));
    }

    [Fact]
    public void The_parts_of_a_phase_add_up_to_it()
    {
        Assert.Equal(["first calls", "XSD retries"], FiftyAtoms.Phases[2].Parts.Select(part => part.Name));
        Assert.Equal(["first calls", "Corrections", "repeated calls"], FiftyAtoms.Phases[6].Parts.Select(part => part.Name));
        Assert.All(FiftyAtoms.Phases, phase =>
            Assert.Equal(phase.SupportPerItem, phase.Parts.Aggregate(MeasureBounds.Zero, (sum, part) => sum + part.SupportPerItem)));
    }

    [Fact]
    public void Output_is_part_of_the_cost()
    {
        foreach (var phase in FiftyAtoms.Phases)
        {
            var input = phase.SupportPerItem.InputTokens * 0.625e-6;
            Assert.Equal(phase.SupportPerItem.Cost.Max, input.Max + phase.OutputCostPerItem.Max, 1e-12);
            Assert.Equal(phase.SupportPerItem.Cost.Min, input.Min + phase.OutputCostPerItem.Min, 1e-12);
        }
    }

    [Fact]
    public void The_phase_says_how_it_is_drawn() => Assert.Equal(
        [
            "call by call, 3 draws a call",
            "call by call, 3 draws a call",
            "call by call, 3 draws a call; a draw for each refusal",
            "units counted by rounding, item by item",
            "call by call, 3 draws a call",
            "call by call, 3 draws a call",
            "call by call, 1 draw a call; a draw for each refusal",
            "call by call, 3 draws a call",
            "an amount for each item; no calls",
        ],
        FiftyAtoms.Phases.Select(phase => phase.Drawing));

    [Theory]
    [InlineData("\"share\": 0.3", 0, 10, 10, 10)]
    [InlineData("\"share\": 0.3, \"counts\": \"rounded\"", 3, 3, 10, 10)]
    [InlineData("\"share\": 0.3, \"counts\": \"rounded\", \"keep\": 0.35", 3, 3, 8, 8)]
    [InlineData("\"share\": [0.3, 0.6], \"counts\": \"rounded\", \"keep\": [0.3, 0.7]", 3, 6, 6, 9)]
    [InlineData("\"share\": [0.3, 0.6], \"keep\": 1", 0, 10, 10, 10)]
    [InlineData("\"share\": 1, \"keep\": 0.6", 10, 10, 0, 10)]
    [InlineData("\"keep\": 0", 10, 10, 0, 0)]
    [InlineData("\"split\": 3, \"keep\": [0.5, 0.9], \"counts\": \"rounded\"", 30, 30, 15, 27)]
    public void Bounds_of_units_pass_through_a_phase(string flow, int takenMin, int takenMax, int afterMin, int afterMax)
    {
        var plan = Planner.Build(
            Repository.Read(
                $$"""
                { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [
                  { "id": "a", "local": true, "split": 10 },
                  { "id": "b", {{flow}}, "inputTokens": 1, "outputTokens": 1 },
                  { "id": "c", "inputTokens": 1, "outputTokens": 1 } ] }
                """),
            1);

        Assert.Equal(new Bounds(takenMin, takenMax), plan.Phases[1].SupportPerItem.Calls);
        Assert.Equal(new Bounds(afterMin, afterMax), plan.Phases[2].SupportPerItem.Calls);
    }
}
