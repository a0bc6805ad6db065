using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Execution;

/// <summary>Parts of one run share the draws of the run, and nothing below it.</summary>
public class PartTests
{
    private const int Trials = BlockEvaluator.BlockSize;

    /// <summary>So many independent pairs are correlated by less than this, but for one in ten thousand samples.</summary>
    private const double NoneMax = 3.9 / 32;

    private const string Certain = "{ \"range\": [500, 1500], \"level\": \"run\" }";

    public static TheoryData<string, long> Inner => new()
    {
        { "item", 1 }, { "item", 5000 }, { "call", 1 }, { "call", 5000 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    public void Draws_of_the_run_are_shared(long items)
    {
        var plan = Plan(Certain, items);

        Assert.Equal(Costs(plan with { Part = 1 }), Costs(plan with { Part = 2 }));
        Assert.Equal(Costs(plan), Costs(plan with { Part = 2 }));
    }

    /// <summary>Call by call, and with all items at once.</summary>
    [Theory]
    [MemberData(nameof(Inner))]
    public void Draws_below_the_run_are_their_own(string level, long items)
    {
        var plan = Plan($"{{ \"range\": [500, 1500], \"level\": \"{level}\" }}", items);

        Assert.InRange(Correlation(Costs(plan with { Part = 1 }), Costs(plan with { Part = 2 })), -NoneMax, NoneMax);
        // What the test has to notice.
        Assert.InRange(Correlation(Costs(plan with { Part = 1 }), Costs(plan with { Part = 1 })), 0.999, 1.001);
    }

    private static Plan Plan(string input, long items) =>
        MethodChoice.Decide(
            Repository.Read($$"""
                {
                  "name": "One", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
                  "phases": [ { "id": "P1", "inputTokens": {{input}}, "outputTokens": 100 } ],
                }
                """), items, fixRun: false, exact: false, KernelSelector.Selected).Plan;

    private static double[] Costs(Plan plan)
    {
        var block = BlockEvaluator.Create(plan, 3, KernelSelector.Selected).Evaluate(0, Trials);
        return Array.ConvertAll(block.Total(Measure.Cost).ToArray(), step => (double)step);
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (x, y) = (a.Average(), b.Average());
        return a.Zip(b, (p, q) => (p - x) * (q - y)).Sum()
            / Math.Sqrt(a.Sum(p => (p - x) * (p - x)) * b.Sum(q => (q - y) * (q - y)));
    }
}
