using System.Globalization;
using CostSim.Cli.Terminal;
using CostSim.Output.Reports;

namespace CostSim.Cli.Verbs;

/// <summary>Many scenarios, run one after the other; of an array of tasks, each takes its share.</summary>
internal static class Portfolio
{
    /// <summary>Runs the scenarios of a command, and prints the band of each.</summary>
    /// <param name="command">The command, whose files are patterns; its folder is that of all results.</param>
    /// <param name="interruption">Ends it.</param>
    public static int Run(RunVerb command, Interruption interruption)
    {
        var (files, part) = Share(FilesOf([command.File, .. command.Rest]), command);
        RequireDistinctNames(files);
        var rows = new List<PortfolioRow>();
        foreach (var file in files)
        {
            var one = command.ForOne(file, Path.Combine(command.Out ?? "out", Path.GetFileNameWithoutExtension(file)));
            var outcome = one.RunScenario(interruption, isPrinted: false);
            rows.Add(new PortfolioRow(file, outcome?.Summary, one.Out!));
        }

        if (!command.Quiet)
            ReportPrinter.Print(PortfolioReport.Of(rows, part));
        return rows.Exists(row => row.Summary is null) ? ExitCode.BadInput : ExitCode.Done;
    }

    /// <summary>The files that patterns name, in one order on every machine.</summary>
    private static List<string> FilesOf(IEnumerable<string> patterns)
    {
        var files = new List<string>();
        foreach (var pattern in patterns)
        {
            var folder = Path.GetDirectoryName(pattern) is { Length: > 0 } named ? named : ".";
            if (pattern.IndexOfAny(['*', '?']) < 0)
                files.Add(pattern);
            else if (Directory.Exists(folder))
                files.AddRange(Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Select(
                    file => folder == "." && !pattern.StartsWith('.') ? Path.GetFileName(file) : file));
        }

        return files.Count > 0 ? [.. files.Distinct().Order(StringComparer.Ordinal)]
            : throw new UsageException($"--portfolio: no file is called {string.Join(" or ", patterns)}");
    }

    /// <summary>Every so-many-th file, so that neighbours, often alike, are spread.</summary>
    private static (List<string> Files, string Part) Share(List<string> files, RunVerb command)
    {
        if (command.Of is null)
            return command.Index is null ? (files, "") : throw new UsageException("--index: of how many parts? Give --of too");
        var (index, of) = ArrayIndex.Parse(command.Index, command.Of);
        return ([.. files.Where((_, i) => i % of == index)],
            string.Create(CultureInfo.InvariantCulture, $" of {files.Count:N0}, part {index} of {of}"));
    }

    private static void RequireDistinctNames(List<string> files)
    {
        if (files.GroupBy(Path.GetFileNameWithoutExtension).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new UsageException($"--portfolio: {string.Join(" and ", same)} would share the folder of their results");
    }
}
