using System.Xml;
using System.Xml.Linq;
using CostSim.Engine.Checks;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Tables;

/// <summary>
/// The result of <c>costsim check</c> as JUnit XML, which GitLab and others show in a merge request: a test case for each policy of each
/// run. A policy that does not hold is a failure, an undecided one is an error.
/// </summary>
public static class CheckJUnit
{
    public static void Write(Stream stream, CheckSummary check)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", Clean(check.Scenario.Name)), Attribute("tests", check.Policies.Count()),
            Attribute("failures", Count(Verdict.Fail)), Attribute("errors", Count(Verdict.Inconclusive)), Attribute("skipped", 0),
            check.Cases.Zip(CheckReport.CaseNames(check)).SelectMany(
                pair => pair.First.Policies, (pair, policy) => TestCase(policy.Finding, pair.Second, check.Scenario)));
        using var xml = XmlWriter.Create(
            stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new System.Text.UTF8Encoding(false) });
        new XDocument(new XElement("testsuites", suite)).Save(xml);
        xml.Flush();
        stream.Write("\n"u8);

        int Count(Verdict verdict) => check.Policies.Count(policy => policy.Finding.Verdict == verdict);
    }

    private static XElement TestCase(PolicyFinding finding, string run, Scenarios.Scenario scenario)
    {
        var asked = Figures.Stated(finding.Policy.Limit.Confidence);
        var message = $"{VerdictName.Of(finding.Verdict)}: within the limit in {CheckReport.Probability(finding)}, target {asked}";
        // GitLab shows the content, other readers the attribute; GitLab drops one of two cases with the same name.
        return new XElement(
            "testcase",
            new XAttribute("classname", Clean($"{scenario.Name}: {run}")),
            new XAttribute("name", Clean($"{CheckReport.Words(finding.Policy, scenario.Item)}, {asked}")),
            finding.Verdict switch
            {
                Verdict.Pass => new XElement("system-out", message),
                Verdict.Fail => new XElement("failure", new XAttribute("message", message), new XAttribute("type", "FAIL"), message),
                _ => new XElement("error", new XAttribute("message", message), new XAttribute("type", "INCONCLUSIVE"), message),
            });
    }

    private static XAttribute Attribute(string name, int value) => new(name, value);

    /// <summary>Without characters that XML cannot hold.</summary>
    private static string Clean(string text) => new([.. text.Where(XmlConvert.IsXmlChar)]);
}
