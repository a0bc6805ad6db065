namespace CostSim.Cli.Tests;

public sealed class PricesTests : IDisposable
{
    private const string List = """
        {
          "sample_spec": { "litellm_provider": "one of many", "input_cost_per_token": 0.0 },
          "acme/one": { "litellm_provider": "acme", "input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06, "input_cost_per_token_batches": 5e-07, "output_cost_per_token_batches": 2e-06 },
          "two": { "litellm_provider": "zeta", "input_cost_per_token": 0.0, "output_cost_per_token": 0.0 }
        }
        """;

    private const string Scenario = """
        { "name": "One", "items": 10, "model": "one", "tier": "batch", "spread": {}, "phases": [ { "id": "P1", "inputTokens": 100, "outputTokens": [100, 200] } ] }
        """;

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void The_catalogue_of_the_program_is_listed_shown_and_checked()
    {
        var list = _program.Run("prices", "list", "--on", "2026-11-21", "--provider", "anthropic");
        var show = _program.Run("prices", "show", "gpt-5.1-2025-11-13", "--on", "2026-11-21");
        var check = _program.Run("prices", "check", "--on", "2026-11-21");

        list.RequireSuccess();
        Assert.Contains("claude-sonnet-4-6", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gpt-5", list.Output, StringComparison.Ordinal);
        show.RequireSuccess();
        Assert.Contains("openai/gpt-5.1, batch", show.Output, StringComparison.Ordinal);
        check.RequireSuccess();
        Assert.Contains("stale: 0", check.Output, StringComparison.Ordinal);
        Assert.Empty(_program.Entries);
    }

    [Fact]
    public void A_stale_catalogue_fails_its_check()
    {
        var check = _program.Run("prices", "check", "--prices", FixedPrices.File, "--on", "2027-06-01");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("last checked on 2026-11-21, 192 days ago", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_imported_list_is_a_catalogue_to_run_with()
    {
        File.WriteAllText(_program["list.json"], List);
        File.WriteAllText(_program["one.json"], Scenario);

        var import = _program.Run("prices", "import", "list.json", "-o", "mine.json", "--on", "2026-11-21");
        import.RequireSuccess();
        Assert.Contains("2 rows of 1 model", import.Output, StringComparison.Ordinal);
        Assert.Contains("input_cost_per_token is 0, which is not established", import.Output, StringComparison.Ordinal);
        Assert.Equal(["list.json", "mine.json", "one.json"], _program.Entries);

        var run = _program.Run("run", "one.json", "--prices", "mine.json", "--prices-on", "2026-11-30", "-n", "100");
        run.RequireSuccess();
        Assert.Contains("LiteLLM's price list, list.json", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"ageDays\": 9", File.ReadAllText(_program["out/one/manifest.json"]), StringComparison.Ordinal);
        Assert.Contains("\"pricesOn\": \"2026-11-30\"", File.ReadAllText(_program["out/one/summary.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Own_prices_lie_over_those_of_the_program_or_stand_alone()
    {
        File.WriteAllText(_program["mine.json"], """
            { "rows": [ { "provider": "openai", "model": "gpt-5-mini", "tier": "batch", "usdPerMillion": { "input": 0.1, "output": 0.8 },
              "from": "2026-01-01", "checkedOn": "2026-11-20", "source": "contract" } ] }
            """);
        File.WriteAllText(_program["two.json"], """
            { "name": "Two", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [
              { "id": "a", "inputTokens": 2000, "outputTokens": 300 },
              { "id": "b", "model": "gpt-5-nano", "inputTokens": 1000, "outputTokens": 0 } ] }
            """);
        string[] run = ["run", "two.json", "-n", "100", "--prices", "mine.json", "--prices-on", "2026-11-21", "--format", "json"];

        var both = _program.Run(run);
        both.RequireSuccess();
        // 10 × (2,000 × $0.10 + 300 × $0.80 + 1,000 × $0.025) for a million.
        Assert.Contains("\"mean\": 0.00465,", both.Output, StringComparison.Ordinal);
        Assert.Contains("\"source\": \"your price list: contract", both.Output, StringComparison.Ordinal);
        var alone = _program.Run([.. run, "--prices-only"]);
        Assert.Equal(2, alone.ExitCode);
        Assert.Contains("no price is known for the model \"gpt-5-nano\"", alone.Errors, StringComparison.Ordinal);
        _program.Run("run", "two.json", "--prices-only").RequireOneLine(2, "--prices-only: which prices? Name the file with --prices FILE");
    }

    [Fact]
    public void One_provider_of_a_list_is_taken_over_alone()
    {
        File.WriteAllText(_program["list.json"], List);

        Import("zeta").RequireOneLine(2, "has no price that can be imported");
        Import("beta").RequireOneLine(2, "--provider beta: unknown provider; choose from acme, zeta");
        var acme = Import("acme");
        acme.RequireSuccess();
        Assert.DoesNotContain("not established", acme.Output, StringComparison.Ordinal);

        Ended Import(string provider) => _program.Run("prices", "import", "list.json", "--on", "2026-11-21", "--provider", provider);
    }

    [Fact]
    public void Strictly_a_warning_is_an_error()
    {
        File.WriteAllText(
            _program["one.json"], Scenario.Replace("\"one\", \"tier\"", "\"gpt-5-mini\", \"tier\"", StringComparison.Ordinal));
        string[] old = ["one.json", "--prices", FixedPrices.File, "--prices-on", "2027-06-01"];

        var lenient = _program.Run(["run", .. old, "-n", "100"]);
        lenient.RequireSuccess();
        Assert.Contains("warning model: the price of openai/gpt-5-mini was last checked on 2026-11-21, 192 days before 2027-06-01",
            lenient.Errors, StringComparison.Ordinal);
        foreach (var verb in new[] { "run", "explain" })
        {
            var strict = _program.Run([verb, .. old, "--strict"]);
            Assert.Equal((2, ""), (strict.ExitCode, strict.Output));
            Assert.Contains("error model: the price of openai/gpt-5-mini was last checked", strict.Errors, StringComparison.Ordinal);
        }

        // What is only a note stays one.
        _program.Run("run", "one.json", "--prices-on", "2026-11-21", "--strict", "--tier", "standard", "--set", "timing=queued", "-n",
            "100").RequireSuccess();
    }

    [Fact]
    public void A_faulty_catalogue_is_told_where()
    {
        File.WriteAllText(_program["bad.json"], "{ \"rows\": [\n  { \"provider\": \"acme\" } ] }");
        var ended = _program.Run("run", Program.FiftyAtoms, "--prices", "bad.json");

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("bad.json(2,3): error rows.0.model: `model` is missing", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(["bad.json"], _program.Entries);
    }

    [Theory]
    [InlineData("prices", "prices: list, show MODEL, check or import FILE")]
    [InlineData("prices|fly", "prices fly: list, show MODEL, check or import FILE")]
    [InlineData("prices|show", "prices show: which model?")]
    [InlineData("prices|show|gpt-5.1x", "no price is known for the model 'gpt-5.1x'; did you mean 'gpt-5.1'?")]
    [InlineData("prices|import", "prices import: give the list, a JSON file")]
    [InlineData("prices|import|list.json", "prices import: of which day is the list? Say it with --on 2026-08-01")]
    [InlineData("prices|list|openai", "'openai': prices list takes no name; --provider filters")]
    [InlineData("prices|check|x|y", "'y': unexpected argument")]
    [InlineData("prices|list|--provider|nobody", "--provider nobody: unknown provider; choose from anthropic, ")]
    [InlineData("prices|list|--provider", "--provider has no value; see 'costsim prices --help'")]
    [InlineData("prices|list|--on|today", "--on today: expected a date such as 2026-11-21")]
    [InlineData("run|$|--prices-on|2026-13-01", "--prices-on 2026-13-01: expected a date such as 2026-11-21")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment)
    {
        _program.Run([.. arguments.Split('|').Select(argument => argument == "$" ? Program.FiftyAtoms : argument)]).RequireOneLine(
            2, fragment);
        Assert.Empty(_program.Entries);
    }

    [Theory]
    [InlineData("[]", "is not a list of model prices: expected the JSON object that LiteLLM publishes")]
    [InlineData("{ \"a\": \n{ x", "is not a list of model prices: line 2, byte 3: ")]
    [InlineData("{}", "has no price that can be imported; nothing was written")]
    public void What_is_no_list_is_not_taken_over(string text, string fragment)
    {
        File.WriteAllText(_program["list.json"], text);
        _program.Run("prices", "import", "list.json", "--on", "2026-11-21").RequireOneLine(2, fragment);
        Assert.Equal(["list.json"], _program.Entries);
    }
}
