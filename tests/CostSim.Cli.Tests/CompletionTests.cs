namespace CostSim.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    /// <summary>As bash completes: the words so far, the last of them begun, and what it offers.</summary>
    [Theory]
    [InlineData("costsim lev", "levers")]
    [InlineData("costsim run --no", "--no-plots --no-report")]
    [InlineData("costsim check --format j", "json junit")]
    [InlineData("costsim run --method ", "auto exact")]
    [InlineData("costsim prices im", "import")]
    [InlineData("costsim completion f", "fish")]
    [InlineData("costsim validate sc", "scenario.json")]
    [InlineData("costsim run --q", "--quiet")]
    [InlineData("costsim explain --q", "")]
    public void Bash_completes(string line, string offered)
    {
        File.WriteAllText(_program["scenario.json"], "{}");
        var words = line.Split(' ');
        var ended = _program.Shell(
            $"source <($costsim completion bash); COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}); "
                + $"COMP_CWORD={words.Length - 1}; _costsim; echo \"${{COMPREPLY[*]}}\"");

        ended.RequireSuccess();
        Assert.Equal($"{offered}\n", ended.Output);
    }

    /// <summary>Every command and every option that help knows is in every script.</summary>
    [Theory]
    [InlineData("bash", "--no-plots", "-n")]
    [InlineData("zsh", "--no-plots", "-n")]
    [InlineData("fish", "-l no-plots", "-s n")]
    [InlineData("pwsh", "--no-plots", "-n")]
    public void A_script_has_every_command(string shell, params string[] options)
    {
        var script = _program.Run("completion", shell);

        script.RequireSuccess();
        Assert.Empty(script.Errors);
        foreach (var word in new[] { "run", "check", "compare", "levers", "reconcile", "calibrate", "forecast", "explain", "validate",
            "tokens", "init", "schema", "prices", "shard", "merge", "jobs", "verify", "deploy", "completion",
            "junit", "standard", "tickets", "import", "kubernetes" }
            .Concat(options))
            Assert.Contains(word, script.Output, StringComparison.Ordinal);
        // Quotes and brackets that open are closed.
        Assert.Equal(0, script.Output.Count(letter => letter == '\'') % 2);
        Assert.Equal(script.Output.Count(letter => letter == '{'), script.Output.Count(letter => letter == '}'));
    }

    [Theory]
    [InlineData("completion", "completion: for which shell? bash, zsh, fish or pwsh")]
    [InlineData("completion tcsh", "completion tcsh: bash, zsh, fish or pwsh")]
    [InlineData("completion bash zsh", "'zsh': give one shell at a time")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment) =>
        _program.Run(arguments.Split(' ')).RequireOneLine(2, fragment);
}
