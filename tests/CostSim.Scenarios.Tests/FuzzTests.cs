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

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "0", "1e999", "5", "[3, 1]", "[1, 2, 3]", "{}", "[]", "\"low\"",
        "\"rate\"",
        "\"split\": 4000000,", "\"share\": 0.1,", "\"level\": \"call\",", "\"chance\": 0.5,", "\"90%\": [1, 2],", "\"discrete\": [[1, 1]],",
        "/*", "//", "\n",
        "\u0000", "\uFEFF", "ü", "\\ud800", "\"P4\"", "\"spread\": {},", "\"local\": true,", "\"runs\": 3,", "1e-400", "00",
        "\"truncate\": [0, 1],", "\"clip\": [1, 1e9],", "\"percentiles\": {\"p10\": 1, \"p50\": 2, \"p90\": 9},",
        "\"mixture\": [[[1, 2], 0.5], [3, 0.5]],",
        "\"normal\": {\"mean\": 5, \"sd\": 1e9},", "\"lognormal\": {\"p1\": 1e-300, \"p99\": 1e300},", "\"values\": [1, 2],",
        "\"file\": \"/dev/zero\",", "\"betaFrom\": {\"k\": 0, \"n\": 1000000},",
        "\"runs\": { \"a\": { \"items\": 5, \"change\": { \"phases.P4\": null } }, \"b\": { \"items\": [1, 2] } },",
        "\"period\": \"month\",",
        "\"variants\": { \"x\": { \"factors.low\": null, \"phases.P4.retry.rate\": 2, \"tier\": \"standard\" } },",
        "\"safetyMargin\": 0.2,",
        "\"operations\": [ { \"name\": \"a\", \"usdPerRun\": [1, 2] } ],", "\"per\": \"item\",", "\"of\": \"all\",", "\"run\": \"a\",",
        "{\"product\": [[0.5, 2], \"low\", 3]}", "{\"sum\": [1, {\"product\": [\"medium\", {\"90%\": [0.6, 1.9]}]}]}",
        "{\"cached\": 0.5, \"of\": 900}", "{\"by\": {\"easy\": 1, \"hard\": [2, 3]}}",
        "\"split\": {\"easy\": 2, \"hard\": 3},", "\"route\": {\"x\": 0.5, \"y\": \"rest\"},", "\"only\": \"hard\",", "\"join\": true,",
        "\"duplicate\": 0.1,", "\"rerun\": \"P1\",",
        "\"correlations\": [ { \"between\": [\"factors.low\", \"factors.medium\"], \"rank\": 0.5 } ],", "\"timing\": \"real-time\",",
    ];

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
                Mutate(text);
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
            var reading = Given.Read(text, $"{path}{(_random.Next(20) == 0 ? "" : "=")}{Pieces[_random.Next(Pieces.Length)]}");
            Assert.True(reading.Scenario is not null || reading.Diagnostics.Count > 0);
        }
    }

    private void Mutate(List<byte> text)
    {
        var at = _random.Next(text.Count);
        switch (_random.Next(5))
        {
            case 0:
                text[at] = (byte)_random.Next(256);
                break;
            case 1:
                text.RemoveRange(at, Math.Min(_random.Next(1, 20), text.Count - at));
                break;
            case 2:
                text.InsertRange(at, text.GetRange(at, Math.Min(_random.Next(1, 200), text.Count - at)));
                break;
            case 3 when _random.Next(20) == 0:
                text.RemoveRange(at, text.Count - at);
                break;
            default:
                text.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[_random.Next(Pieces.Length)]));
                break;
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
