using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output.Reports;
using CostSim.Output.Verification;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim verify</c>: whether results, jobs and shards are as they were written.</summary>
[Verb("verify", HelpText = "Check that a result, job or shard is as it was written, to the byte.")]
internal sealed class VerifyVerb : IVerb
{
    [Value(0, MetaName = "PATH...", Required = true, HelpText = "Folders of results, jobs or shards, or files of shards.")]
    public IEnumerable<string> Paths { get; set; } = [];

    [Option('q', "quiet", HelpText = "Print faults only.")]
    public bool Quiet { get; set; }

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples => [new("A result", new VerifyVerb { Paths = ["out/50atoms"] })];

    public int Execute(Interruption interruption)
    {
        var found = new List<Verified>();
        foreach (var path in Paths)
        {
            interruption.Token.ThrowIfCancellationRequested();
            found.AddRange(Verified.Of(path));
        }

        if (!Quiet)
            ReportPrinter.Print(VerificationReport.Of(found));
        var faults = found.SelectMany(each => each.Faults.Select(fault => $"{each.Path}: {fault}")).ToList();
        foreach (var fault in faults)
            Complaint.Print(fault, ExitCode.GateFailed);
        return faults.Count == 0 ? ExitCode.Done : ExitCode.GateFailed;
    }
}
