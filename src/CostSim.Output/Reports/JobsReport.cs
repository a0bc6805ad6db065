using CostSim.Output.Jobs;
using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>A job as <c>costsim jobs</c> lists it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State">How far it has come, in a word; <c>damaged</c> if it cannot be read.</param>
/// <param name="Drawn">Trials kept.</param>
/// <param name="Trials">Trials of the run, at most; null while they are not decided.</param>
/// <param name="Result">The folder of its result.</param>
public sealed record JobRow(string Id, string State, long Drawn, long? Trials, string Result)
{
    /// <summary>A job in its folder; one that another process has is running, whatever its last step.</summary>
    public static JobRow Of(JobFolder folder)
    {
        try
        {
            var document = folder.Read();
            var isTaken = folder.IsTaken();
            var drawn = document.State >= JobState.Computed ? document.Goal!.Most : folder.DrawnTrials();
            var state = document.State is JobState.Pending or JobState.Running ? isTaken ? "running" : "stopped"
                : document.State.ToString().ToLowerInvariant();
            return new JobRow(folder.Id, state, drawn, document.Goal?.Most, document.Result);
        }
        catch (InvalidDataException)
        {
            return new JobRow(folder.Id, "damaged", 0, null, "");
        }
    }
}

/// <summary>The report of <c>costsim jobs</c>.</summary>
public static class JobsReport
{
    /// <param name="jobs">The jobs.</param>
    /// <param name="place">Where they are.</param>
    public static Report Of(IReadOnlyList<JobRow> jobs, string place) => new(
        jobs.Count == 0 ? "No jobs" : Figures.Count(jobs.Count) + (jobs.Count == 1 ? " job" : " jobs"), $"in {place}",
        jobs.Count == 0 ? [] :
        [
            new Section(null,
                new ReportTable(
                    [
                        new("Job", IsNumber: false), new("State", IsNumber: false), new("Trials kept"), new("of") { Rank = 1 },
                        new("Result", IsNumber: false) { Rank = 2 },
                    ],
                    [.. jobs.Take(ReportTable.RowsMax).Select(job => new ReportRow(
                    [
                        job.Id, job.State, Figures.Count(job.Drawn), job.Trials is { } trials ? Figures.Count(trials) : "", job.Result,
                    ]))]),
                [
                    .. ReportLine.More(jobs.Count, $"are in {place}"),
                    .. jobs.Any(job => job.State == "stopped") ? new[] { new ReportLine("To go on: costsim run --job-id JOB") } : [],
                ]),
        ]);
}
