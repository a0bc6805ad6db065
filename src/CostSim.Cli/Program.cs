using System.Runtime.InteropServices;
using System.Text;
using CommandLine;
using CostSim.Cli;
using CostSim.Cli.Terminal;
using CostSim.Cli.Verbs;
using CostSim.Engine.Execution;

Console.OutputEncoding = Encoding.UTF8;
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

using var parser = new Parser(settings =>
{
    settings.HelpWriter = null;
    settings.CaseInsensitiveEnumValues = true;
});
var parsed = parser.ParseArguments<RunVerb, CheckVerb, CompareVerb, LeversVerb, ExplainVerb, ValidateVerb, InitVerb, SchemaVerb, PricesVerb>(
    Arguments.JoinRepeated(Arguments.WithHelp(args), "--set", "--run", "--variant"));
try
{
    Arguments.RequireValues(args, args switch { ["prices", ..] => typeof(PricesVerb), ["check", ..] => typeof(CheckVerb), ["compare", ..] => typeof(CompareVerb), ["levers", ..] => typeof(LeversVerb), _ => typeof(RunVerb) });
    return parsed.MapResult(
        (RunVerb run) => run.Execute(stop.Token),
        (CheckVerb check) => check.Execute(stop.Token),
        (CompareVerb compare) => compare.Execute(stop.Token),
        (LeversVerb levers) => levers.Execute(stop.Token),
        (ExplainVerb explain) => explain.Execute(stop.Token),
        (ValidateVerb validate) => validate.Execute(),
        (InitVerb init) => init.Execute(),
        (SchemaVerb _) => SchemaVerb.Execute(),
        (PricesVerb prices) => prices.Execute(),
        errors => Usage.Show(parsed, [.. errors]));
}
catch (UsageException e)
{
    return Complaint.Print(e.Message, ExitCode.BadInput);
}
catch (Exception e) when (Innermost(e) is ScenarioTooLargeException)
{
    return Complaint.Print(Innermost(e).Message, ExitCode.BadInput);
}
catch (Exception e) when (Innermost(e) is OperationCanceledException)
{
    return Complaint.Print("interrupted; nothing was written", ExitCode.Interrupted);
}
catch (Exception e) when (Innermost(e) is IOException or UnauthorizedAccessException)
{
    return Complaint.Print(Innermost(e).Message, ExitCode.IoFailed);
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

// Threads of a simulation report together.
static Exception Innermost(Exception e) => e is AggregateException { InnerExceptions: [var first, ..] } ? Innermost(first) : e;
