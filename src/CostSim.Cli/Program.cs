using System.Text;
using CommandLine;
using CostSim.Cli;
using CostSim.Cli.Terminal;
using CostSim.Cli.Verbs;
using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Output.Jobs;
using CostSim.Scenarios;

Console.OutputEncoding = Encoding.UTF8;
using var interruption = new Interruption();
try
{
    return Interruptible.Run(Execute, Interruption.Grace, interruption.Token);
}
catch (Exception) when (interruption.Token.IsCancellationRequested)
{
    return Complaint.Print($"{interruption}", ExitCode.Interrupted);
}
catch (UsageException e)
{
    return Complaint.Print(e.Message, ExitCode.BadInput);
}
catch (Exception e) when (Innermost(e) is ScenarioTooLargeException or JobException)
{
    return Complaint.Print(Innermost(e).Message, ExitCode.BadInput);
}
catch (Exception e) when (FileFault.IsOne(Innermost(e)))
{
    return Complaint.Print(FileFault.Words(Innermost(e)), ExitCode.IoFailed);
}
catch (Exception e) when (Innermost(e) is InvalidDataException)
{
    return Complaint.Print(Innermost(e).Message, ExitCode.IoFailed);
}
catch (Exception e) when (Innermost(e) is OutOfMemoryException)
{
    return Complaint.Print("there is not enough memory", ExitCode.IoFailed);
}
catch (Exception e)
{
    // What was not foreseen. Its place is enough to find it; a stack trace is for nobody who runs a job.
    return Complaint.Print(
        $"a defect of the program itself: {Innermost(e).Message} ({Place(Innermost(e))}); please report it, with the scenario",
        ExitCode.IoFailed);
}

int Execute()
{
    args = ResumedJob.WordsOf(args);
    var parsed = Commands.Parse(args);
    Arguments.RequireValues(args, Commands.VerbOf(args));
    return parsed.MapResult(verb => Commands.Execute(verb, interruption), errors => Usage.Show(parsed, [.. errors]));
}

// Threads of a simulation report together.
static Exception Innermost(Exception e) => e is AggregateException { InnerExceptions: [var first, ..] } ? Innermost(first) : e;

static string Place(Exception e) => $"{e.GetType().Name} in {e.TargetSite?.DeclaringType?.Name}.{e.TargetSite?.Name}";
