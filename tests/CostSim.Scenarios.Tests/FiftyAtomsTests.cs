namespace CostSim.Scenarios.Tests;

/// <summary>Every resolved value of scenarios/50atoms.json.</summary>
public class FiftyAtomsTests
{
    private static readonly Spread Split = new(0.02, 0.05);
    private static readonly Uncertain Low = new("factors.low", new UniformShape(1.3, 2), Split);
    private static readonly Uncertain Medium = new("factors.medium", new PertShape(2, 2.8, 4, 1), Split);
    private static readonly PricedModel Model = new(
        "gpt-5.1", Tier.Batch,
        FixedPrices.Catalogue.On(FixedPrices.Catalogue.Day).PricesOf("gpt-5.1").Single(price => price.Tier == Tier.Batch), 10_000_000);

    private readonly Scenario _scenario = Read();

    [Fact]
    public void The_run()
    {
        Assert.Equal("Question generation", _scenario.Name);
        Assert.Equal("atom", _scenario.Item);
        Assert.Equal(50, _scenario.Items);
        Assert.Equal(Model, _scenario.Model);
        Assert.Equal([new NamedFactor("low", Low), new NamedFactor("medium", Medium)], _scenario.Factors);
        Assert.Equal([new Limit(210, 0.95)], _scenario.Limits);
        Assert.Equal(64, _scenario.Hash.Length);
        Assert.Equal(
            [new Allowance("Unitemised output", null,
                new Uncertain("allowances.0.outputTokensPerItem", new UniformShape(0, 144_600), Spread.AtRun, 0.05))],
            _scenario.Allowances);
    }

    [Fact]
    public void The_phases()
    {
        Phase[] expected =
        [
            new() { Id = "P1", Name = "Enrichment", Call = Overhead("P1", 2000, 4500, 770, 2000, Low) },
            new() { Id = "P2", Name = "Plan generation", Call = Overhead("P2", 2000, 4000, 1500, 3500, Medium) },
            new()
            {
                Id = "P4", Name = "QTI generation", Split = 62, Call = Overhead("P4", 2000, 4500, 800, 1800, Medium),
                Retry = new Retry
                {
                    Name = "XSD retries", Rate = new Uncertain("phases.P4.retry.rate", new UniformShape(0, 0.2), Spread.AtRun), Rounds = 1,
                    CapPerItem = 12,
                    ExtraInputTokens = new Certain("phases.P4.retry.extraInputTokens", 500),
                },
            },
            new() { Id = "P5", Name = "Deduplication",
                Keep = new Uncertain("phases.P5.keep", new UniformShape(0.85, 0.95), new Spread(0.1, 0)), RoundedCounts = true },
            new() { Id = "P6", Name = "Solvability check", Call = Overhead("P6", 1500, 2500, 300, 600, Medium) },
            new() { Id = "P7", Name = "Enhancement", Call = Overhead("P7", 2000, 3000, 1000, 2000, Low) },
            new()
            {
                Id = "P8", Name = "Review",
                Call = new Call(Range("P8.inputTokens", 1500, 2500), new BilledOutput(new Certain("phases.P8.outputTokens", 300)), Model),
                Retry = new Retry
                {
                    Name = "Corrections", Rate = new Uncertain("phases.P8.retry.rate", new UniformShape(0, 0.3), Spread.AtRun), Rounds = 2,
                    CapPerItem = 23,
                    Fix = Overhead("P8.retry.fix", 3500, 6120, 400, 700, Low),
                },
            },
            new()
            {
                Id = "P9", Name = "Final validation", Share = new Certain("phases.P9.share", 0.94), RoundedCounts = true,
                Call = Overhead("P9", 1500, 2500, 300, 600, Medium),
            },
        ];

        Assert.Equal(expected, _scenario.Phases);
    }

    [Fact]
    public void What_the_source_says()
    {
        Expectation[] expected =
        [
            new(1, Tier.Batch, new StatedRange(1.54, 7.03, 0.01, false), new StatedRange(3, 5, 1, true)),
            new(50, Tier.Batch, new StatedRange(77, 352, 1, false), new StatedRange(130, 210, 10, false)),
            new(200, Tier.Batch, new StatedRange(308, 1406, 1, false), new StatedRange(520, 840, 20, false)),
            new(1, Tier.Standard, null, new StatedRange(6, 10, 2, true)),
            new(50, Tier.Standard, null, new StatedRange(260, 420, 10, false)),
            new(200, Tier.Standard, null, new StatedRange(1040, 1680, 20, false)),
        ];

        Assert.Equal(expected, _scenario.Expectations);
    }

    [Fact]
    public void Every_phase_shares_the_overhead_of_its_effort()
    {
        var ratios = _scenario.Phases.Select(phase => phase.Call?.Output).Append(_scenario.Phases[6].Retry!.Fix!.Output)
            .OfType<OverheadOutput>().ToList();

        Assert.Equal(7, ratios.Count);
        Assert.All(ratios, ratio => Assert.Contains(_scenario.Factors, factor => ReferenceEquals(factor.Amount, ratio.BilledPerVisible)));
    }

    private static Uncertain Range(string path, double min, double max) => new($"phases.{path}", new UniformShape(min, max), Split);

    private static Call Overhead(string path, double inputMin, double inputMax, double visibleMin, double visibleMax, Amount ratio) => new(
        Range($"{path}.inputTokens", inputMin, inputMax), new OverheadOutput(Range($"{path}.visibleTokens", visibleMin, visibleMax), ratio),
        Model);

    private static Scenario Read()
    {
        var reading = ScenarioReader.ReadFile(
            Path.Combine(Repository.Root, "scenarios", "50atoms.json"), ScenarioChanges.None, FixedPrices.Catalogue);
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!;
    }
}
