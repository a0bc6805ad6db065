using System.Text;
using Xunit.Abstractions;

namespace CostSim.Scenarios.Tests;

/// <summary>Any bytes get an answer: a scenario, or findings with places inside the text. Never an exception.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    /// <summary>How many scenarios are mutated; docs/trust.md has what a million took.</summary>
    private static readonly int Mutations =
        Environment.GetEnvironmentVariable("COSTSIM_FUZZ") is { Length: > 0 } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : Few;

    private const int Few = 20_000;

    /// <summary>What may be allocated to answer a scenario of a few kilobytes: unlike time, it is the same on a busy machine.</summary>
    private const long AnswerBytesMax = 20_000_000;

    /// <summary>For the whole process, test runner and all, where it runs these tests alone.</summary>
    private const long MegabytesMax = 512;

    private readonly Random _random = new(20261121);

    [Fact]
    public void Mutated_scenarios_are_answered()
    {
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes(Repository.Text("scenarios", "50atoms.json")),
            .. ScenarioTemplates.Names.Select(name => Encoding.UTF8.GetBytes(ScenarioTemplates.Text(name))),
            .. Directory.GetFiles(Path.Combine(Repository.Tests, "Bad"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
                .Where(seed => seed.Length > 0),
        ];
        var dearest = 0L;
        for (var i = 0; i < Mutations; i++)
        {
            // Every other one starts from the sound scenario.
            var text = seeds[i % 2 == 0 ? 0 : _random.Next(seeds.Length)].ToList();
            for (var edits = _random.Next(1, 5); edits > 0 && text.Count > 0; edits--)
                ScenarioMutator.Mutate(text, _random);
            dearest = Math.Max(dearest, Check([.. text], i));
        }

        var most = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        output.WriteLine(FormattableString.Invariant(
            $"{Mutations:N0} mutated scenarios; dearest answer {dearest / 1e6:N1} MB allocated; at most {most:N0} MB"));
        Assert.True(most < MegabytesMax || Mutations == Few, $"{most} MB");
    }

    [Fact]
    public void Random_changes_are_answered()
    {
        var text = Repository.Text("scenarios", "50atoms.json");
        string[] parts = ["phases", "P4", "retry", "rate", "factors", "medium", "0", "1", "limits", "allowances", "fix", "tier", "model",
            "runs", "variants", "x", ""];
        for (var i = 0; i < 1000; i++)
        {
            var path = string.Join('.', Enumerable.Range(0, _random.Next(1, 5)).Select(_ => parts[_random.Next(parts.Length)]));
            var reading = Given.Read(text, $"{path}{(_random.Next(20) == 0 ? "" : "=")}{ScenarioMutator.Piece(_random)}");
            Assert.True(reading.Scenario is not null || reading.Diagnostics.Count > 0);
        }
    }

    /// <summary>Requires an answer with places inside the text, and says how many bytes it took.</summary>
    private static long Check(byte[] text, int number)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = Read(text, number);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < AnswerBytesMax, $"Mutation {number} took {allocated:N0} bytes:\n{Encoding.UTF8.GetString(text)}");
        var lines = text.Count(unit => unit == '\n') + 1;
        Assert.Equal(reading.Scenario is null, reading.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error));
        Assert.All(reading.Diagnostics, diagnostic =>
        {
            Assert.InRange(diagnostic.Line, 1, lines);
            Assert.InRange(diagnostic.Column, 1, text.Length + 1);
            Assert.DoesNotContain('\n', diagnostic.Message);
        });
        return allocated;
    }

    private static ScenarioReading Read(byte[] text, int number)
    {
        try
        {
            return ScenarioReader.Read("fuzz", text, ScenarioChanges.None, FixedPrices.Catalogue);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Mutation {number} threw:\n{Encoding.UTF8.GetString(text)}", e);
        }
    }
}
