using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace CostSim.Cli.Tests;

/// <summary>The built program, started as a user starts it, in a temporary folder of its own.</summary>
internal sealed class Program : IDisposable
{
    /// <summary>
    /// The library of the program: what <c>COSTSIM_PROGRAM</c> says, such as that of a published program, which starts in half the time;
    /// else the one beside the test assembly, because the project references the program.
    /// </summary>
    public static readonly string Path = System.Environment.GetEnvironmentVariable("COSTSIM_PROGRAM") is { Length: > 0 } given ? given
        : System.IO.Path.Combine(AppContext.BaseDirectory, "costsim.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("costsim-cli-").FullName;

    /// <summary>
    /// Variables that are set for the program. Lines are long enough to be searched, unless a test is about their length.
    /// </summary>
    /// <remarks>Most runs of tests are so small that compiling their loops in full takes longer than the loops.</remarks>
    public Dictionary<string, string> Environment { get; } = new() { ["COLUMNS"] = "200", ["DOTNET_TC_QuickJitForLoops"] = "1" };

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Folder, name);

    /// <summary>The scenario of fifty atoms.</summary>
    public static string FiftyAtoms { get; } = System.IO.Path.Combine(Repository.Root, "scenarios", "50atoms.json");

    /// <summary>
    /// Sets signals to their defaults for the program it starts. Where the tests themselves run with Ctrl-C ignored, as in the background
    /// of a script, the program would inherit that and rightly do nothing.
    /// </summary>
    private static readonly string[] Starter = HasStarter() ? ["env", "--default-signal=INT,TERM"] : [];

    /// <summary>Runs the program to its end.</summary>
    public Ended Run(params string[] arguments) => End(Start("dotnet", [Path, .. arguments]));

    /// <summary>Runs a line of the shell, in which <c>$costsim</c> stands for the program.</summary>
    public Ended Shell(string line) => End(Start("bash", ["-c", line.Replace("$costsim", $"dotnet {Path}", StringComparison.Ordinal)]));

    /// <summary>Runs the program to its end with a text on its standard input.</summary>
    public Ended RunWithInput(string input, params string[] arguments)
    {
        var process = StartOpen(arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return End(process);
    }

    /// <summary>Starts the program.</summary>
    public Process Start(params string[] arguments) => Start("dotnet", [Path, .. arguments]);

    /// <summary>Starts the program with a standard input that stays open.</summary>
    public Process StartOpen(params string[] arguments) => StartOpen("dotnet", [Path, .. arguments]);

    /// <summary>Waits for the end of a program.</summary>
    public static Ended End(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            return new Ended(process.ExitCode, output.Result, errors.Result);
        }
    }

    /// <summary>The signal of Ctrl-C.</summary>
    public const int CtrlC = 2;

    /// <summary>The system's request to end.</summary>
    public const int Terminate = 15;

    /// <summary>Waits until something is so while a program runs, which must not end before.</summary>
    public static void WaitFor(Func<bool> condition, Process process)
    {
        while (!condition())
        {
            Assert.False(process.HasExited, "the program ended too early");
            Thread.Sleep(10);
        }
    }

    public static void Signal(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    /// <summary>Everything in the folder, sorted, folders with a slash at the end.</summary>
    public IEnumerable<string> Entries => Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories)
        .Select(entry => System.IO.Path.GetRelativePath(Folder, entry) + (Directory.Exists(entry) ? "/" : "")).Order(
            StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Process Start(string file, IReadOnlyList<string> arguments)
    {
        var process = StartOpen(file, arguments);
        process.StandardInput.Close();
        return process;
    }

    private Process StartOpen(string file, IReadOnlyList<string> arguments)
    {
        string[] command = [.. Starter, file, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool HasStarter()
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM", "true"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Interoperability", "SYSLIB1054", Justification = "Two numbers need no generated code.")]
    private static extern int Kill(int process, int signal);
}

/// <summary>How a program ended, and what it said.</summary>
internal sealed partial record Ended(int ExitCode, string Output, string Errors)
{
    /// <summary>The error stream without what it says of a long run's time: on a busy machine any run may be long.</summary>
    internal string Complaints => TimeNotice().Replace(Errors, "");

    public void RequireSuccess() => Assert.True(ExitCode == 0, $"{this}");

    /// <summary>Ended with this code, saying one line on the error stream, of this kind, and nothing else.</summary>
    public void RequireOneLine(int exitCode, string fragment)
    {
        Assert.True(ExitCode == exitCode, $"{this}");
        Assert.Empty(Output);
        Assert.Single(Complaints.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("costsim: ", Complaints, StringComparison.Ordinal);
        Assert.Contains(fragment, Complaints, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Errors);
    }

    [GeneratedRegex("^costsim: .*takes? .*about [0-9,]+ (seconds|minutes|hours).*\n", RegexOptions.Multiline)]
    private static partial Regex TimeNotice();
}
