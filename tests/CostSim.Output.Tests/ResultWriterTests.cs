using System.Security.Cryptography;
using System.Text.Json;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Parquet.Tests.Reading;

namespace CostSim.Output.Tests;

public sealed class ResultWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_result_has_these_files()
    {
        Write(Given.Run(Given.Tickets, 2000), "x");

        Assert.Equal(
        [
            "x/", "x/bands.parquet", "x/drivers.parquet", "x/histograms.parquet", "x/manifest.json", "x/plots/",
            "x/plots/cost-histogram.png", "x/plots/cost-histogram.svg",
            "x/plots/cost-s-curve.png", "x/plots/cost-s-curve.svg", "x/plots/drivers.png", "x/plots/drivers.svg", "x/report.html",
            "x/summary.json",
        ], _folder.Entries);
    }

    [Fact]
    public void Several_numbers_of_items_have_plots_of_their_own()
    {
        Write(Given.Run(Given.Tickets, 20_000, 1, 20), "x");

        Assert.Equal(
            ["cost-histogram-1.png", "cost-histogram-1.svg", "cost-histogram-20.png", "cost-histogram-20.svg", "cost-s-curve-1.png",
                "cost-s-curve-1.svg", "cost-s-curve-20.png", "cost-s-curve-20.svg",
                "drivers-1.png", "drivers-1.svg", "drivers-20.png", "drivers-20.svg"],
            Directory.GetFiles(_folder["x/plots"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Runs_and_variants_have_plots_of_their_own_and_are_told_apart()
    {
        Write(Given.RunCases(Given.Catalog, 100), "x");
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["x/manifest.json"]));

        Assert.Equal(
            ["cost-histogram-archive-base.svg", "cost-histogram-archive-nano.svg", "cost-histogram-month-base.svg",
                "cost-histogram-month-nano.svg"],
            Directory.GetFiles(_folder["x/plots"], "cost-histogram-*.svg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["month  20", "archive  30", "month nano 20", "archive nano 30"],
            manifest.RootElement.GetProperty("runs").EnumerateArray().Select(run =>
                $"{run.GetProperty("run")} {(run.TryGetProperty("variant", out var variant) ? variant : "")} {run.GetProperty("items")}"));
        Assert.Equal(4,
            manifest.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("scenarioHash").GetString()).Distinct()
                .Count());
        Assert.Equal(
            ["gpt-5-mini batch", "gpt-5 batch", "gpt-5-mini standard", "gpt-5-nano batch", "gpt-5-nano standard"],
            manifest.RootElement.GetProperty("prices").EnumerateArray().Select(
                price => $"{price.GetProperty("model")} {price.GetProperty("tier")}"));
    }

    [Fact]
    public void The_manifest_lists_every_other_file_with_its_true_size_and_hash()
    {
        Write(Given.Run(Given.Tickets, 100), "x");
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["x/manifest.json"]));
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();

        Assert.Equal(
            Directory.GetFiles(_folder["x"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder["x"], file))
                .Where(file => file != "manifest.json").Order(),
            listed.Select(file => file.GetProperty("name").GetString()).Order());
        foreach (var file in listed)
        {
            var bytes = File.ReadAllBytes(_folder[$"x/{file.GetProperty("name").GetString()}"]);
            Assert.Equal(bytes.Length, file.GetProperty("bytes").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
        }
    }

    [Fact]
    public void Every_Parquet_file_says_what_it_is_of()
    {
        var outcome = Given.Run(Given.Tickets, 100);
        Write(outcome, "x");

        Assert.All(["bands", "drivers", "histograms"], name =>
        {
            var pairs = new ParquetFile(File.ReadAllBytes(_folder[$"x/{name}.parquet"])).Footer.List<ThriftStruct>(5).ToDictionary(
                pair => pair.Text(1), pair => pair.Text(2));
            Assert.Equal((outcome.Summary.Scenario.Hash, "100", outcome.Summary.ResultHash),
                (pairs["scenarioHash"], pairs["trials"], pairs["resultHash"]));
        });
    }

    [Fact]
    public void The_manifest_says_what_the_result_was_made_of()
    {
        var outcome = Given.Run(Given.Tickets, 100, 20, 1);
        Write(outcome, "x");
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["x/manifest.json"]));
        var root = manifest.RootElement;

        Assert.Equal(
            ["schemaVersion", "program", "scenario", "scenarioHash", "seed", "trials", "items", "tier", "resultHash", "pricesOn", "prices",
                "priceCatalogueSha256", "files", "seal"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("costsim 9.8.7", root.GetProperty("program").GetString());
        Assert.Equal(outcome.Summary.Scenario.Hash, root.GetProperty("scenarioHash").GetString());
        Assert.Equal(outcome.Summary.ResultHash, root.GetProperty("resultHash").GetString());
        Assert.Equal([20, 1], root.GetProperty("items").EnumerateArray().Select(items => items.GetInt32()));
        Assert.Equal(["gpt-5-mini batch", "gpt-5 batch"],
            root.GetProperty("prices").EnumerateArray().Select(price => $"{price.GetProperty("model")} {price.GetProperty("tier")}"));
        Assert.Equal("2026-11-21", root.GetProperty("pricesOn").GetString());
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(FixedPrices.File))),
            root.GetProperty("priceCatalogueSha256").GetString());
        Assert.Equal(0.125m, root.GetProperty("prices")[0].GetProperty("inputUsdPerMillion").GetDecimal());
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        Write(Given.Run(Given.Tickets, 100), "x");
        Write(Given.Run(Given.Tickets, 100), "y");

        foreach (var file in Directory.GetFiles(_folder["x"], "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_folder["y"], Path.GetRelativePath(_folder["x"], file))));
    }

    [Fact]
    public void Summary_json_is_the_summary()
    {
        var outcome = Given.Run(Given.Tickets, 100);
        Write(outcome, "x");
        using var expected = new MemoryStream();
        ResultJson.Write(expected, SummaryDocument.Of(outcome.Summary));

        Assert.Equal(expected.ToArray(), File.ReadAllBytes(_folder["x/summary.json"]));
    }

    [Fact]
    public void Cancelled_it_stops_and_leaves_nothing()
    {
        var outcome = Given.Run(Given.Tickets, 100);
        using (var folder = ResultFolder.Open(_folder["x"]))
            Assert.Throws<OperationCanceledException>(
                () => ResultWriter.Write(folder, outcome.Summary, outcome.Results, "9.8.7", new CancellationToken(canceled: true)));

        Assert.Empty(_folder.Entries);
    }

    private void Write(Outcome outcome, string name)
    {
        using var folder = ResultFolder.Open(_folder[name]);
        ResultWriter.Write(folder, outcome.Summary, outcome.Results, "9.8.7", CancellationToken.None);
        folder.Commit();
    }
}
