using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CostSim.Output.Documents;
using CostSim.Output.Tables;
using CostSim.Output.Tests.Reports;

namespace CostSim.Output.Tests.Documents;

/// <summary>A check for programs.</summary>
public class CheckDocumentTests
{
    [Fact]
    public void Json_has_every_policy_and_when_it_was_looked_at()
    {
        using var stream = new MemoryStream();
        ResultJson.Write(stream, CheckDocument.Of(ImaginedCheck.Mixed));
        var json = JsonDocument.Parse(stream.ToArray()).RootElement;

        Assert.Equal("FAIL", json.GetProperty("verdict").GetString());
        Assert.Equal(0.025, json.GetProperty("errorPerSide").GetDouble());
        Assert.Equal(9, json.GetProperty("looks").GetArrayLength());
        var run = json.GetProperty("runs")[0];
        Assert.Equal((20, "batch", 1.5e-6),
            (run.GetProperty("items").GetInt64(), run.GetProperty("tier").GetString(), run.GetProperty("approximationError").GetDouble()));
        Assert.Equal(["PASS", "FAIL", "INCONCLUSIVE"],
            run.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("verdict").GetString()));
        Assert.Equal(
            """{"source":"limits","atMostUsd":0.0029,"confidence":0.975,"per":"item","of":"all","verdict":"INCONCLUSIVE","probability":{"value":0.97501,"low":0.97489,"high":0.97512},"trials":16777216,"look":9,"neededUsd":{"value":0.00261,"low":0.0026070999999999998,"high":0.0026129}}""",
            JsonSerializer.Serialize(run.GetProperty("policies")[2]));
        Assert.False(run.GetProperty("policies")[0].TryGetProperty("per", out _));
    }

    [Fact]
    public void A_percentile_beyond_the_trials_is_null()
    {
        using var stream = new MemoryStream();
        ResultJson.Write(stream, CheckDocument.Of(ImaginedCheck.Cases));
        var runs = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("runs");

        Assert.Equal(JsonValueKind.Null, runs[0].GetProperty("policies")[0].GetProperty("neededUsd").ValueKind);
        Assert.Equal(("month", "nano"), (runs[0].GetProperty("run").GetString(), runs[2].GetProperty("variant").GetString()));
        Assert.Equal(0, runs[1].GetProperty("policies").GetArrayLength());
    }

    [Fact]
    public void Csv_has_a_row_a_policy()
    {
        using var writer = new StringWriter();
        CsvTable.Write(writer, CheckTable.Of(ImaginedCheck.Mixed));

        Assert.Equal(
            "scenario,items,run,variant,tier,source,per,of,at_most_usd,confidence,verdict,probability,ci_low,ci_high,trials,look,"
            + "needed_usd,needed_low,needed_high\r\n"
            + "Ticket tagging,20,,,batch,--budget,run,tokens,0.06,0.95,PASS,0.9712,0.9701,0.9723,65536,1,0.054,0.05394,0.05406\r\n",
            string.Concat(writer.ToString().Split("\r\n").Take(2).Select(line => $"{line}\r\n")));
        Assert.Contains("limits,item,all,0.0029,0.975,INCONCLUSIVE,", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_has_a_failure_for_what_does_not_hold_and_an_error_for_what_is_open()
    {
        var hostile = ImaginedCheck.Mixed with { Scenario = ImaginedCheck.Mixed.Scenario with { Name = "<\u0001&\"name>" } };
        using var stream = new MemoryStream();
        CheckJUnit.Write(stream, hostile);
        var suite = XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Root!.Element("testsuite")!;

        Assert.Equal("<&\"name>", suite.Attribute("name")!.Value);
        Assert.Equal(["3", "1", "1"], new[] { "tests", "failures", "errors" }.Select(name => suite.Attribute(name)!.Value));
        var cases = suite.Elements("testcase").ToList();
        Assert.Equal(["system-out", "failure", "error"], cases.Select(one => one.Elements().Single().Name.LocalName));
        Assert.Equal("Token cost at most $0.0541 (--p95-max), 95 %", cases[1].Attribute("name")!.Value);
        var failure = cases[1].Element("failure")!;
        Assert.Equal("FAIL: within the limit in 94.957 % (94.921 – 94.997 %) of 1,048,576 trials, target 95 %", failure.Value);
        Assert.Equal(failure.Value, failure.Attribute("message")!.Value);
        Assert.Equal("<&\"name>: 20 tickets", cases[0].Attribute("classname")!.Value);
    }
}
