using k8s;
using k8s.Models;

namespace CostSim.Cli.Tests;

public sealed class DeployTests : IDisposable
{
    private const string Dated = """
        { "name": "Piped jobs/a", "item": "job", "items": 2, "model": "gpt-5.4-mini", "tier": "batch", "spread": {},
          "phases": [ { "id": "a", "inputTokens": { "file": "data/lengths.csv", "column": "tokens", "level": "call" },
            "outputTokens": 50 } ], "pricesOn": "2026-11-21" }
        """;

    private static readonly string Example = Path.Combine(Repository.Root, "deploy", "kubernetes", "50atoms.yaml");

    private readonly Program _program = new();

    public DeployTests()
    {
        Directory.CreateDirectory(_program["scenarios/data"]);
        File.Copy(Program.FiftyAtoms, _program["scenarios/50atoms.json"]);
        File.WriteAllText(_program["scenarios/a.json"], Dated);
        File.WriteAllText(_program["scenarios/data/lengths.csv"], "tokens\n10\n20\n30\n");
    }

    public void Dispose() => _program.Dispose();

    private List<object> Deploy(string arguments)
    {
        var ended = _program.Run(["deploy", "kubernetes", .. arguments.Split(' '), "--image", "costsim:1", "-q"]);
        ended.RequireSuccess();
        Assert.Empty(ended.Errors);
        var kinds = new Dictionary<string, Type>
        {
            ["v1/ConfigMap"] = typeof(V1ConfigMap),
            ["v1/PersistentVolumeClaim"] = typeof(V1PersistentVolumeClaim),
            ["batch/v1/Job"] = typeof(V1Job),
        };
        return KubernetesYaml.LoadAllFromString(ended.Output, kinds, strict: true);
    }

    private static V1PodSpec Pods(List<object> objects, int job) => objects.OfType<V1Job>().ElementAt(job).Spec.Template.Spec;

    /// <summary>The example is what the command in its first line prints. <c>COSTSIM_ACCEPT=1 dotnet test</c> writes it anew.</summary>
    [Fact]
    public void The_example_is_what_its_command_prints()
    {
        var command = File.ReadLines(Example).First().Replace("# costsim ", "", StringComparison.Ordinal);
        var ended = _program.Run(command.Split(' '));
        ended.RequireSuccess();
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(Example, ended.Output);

        Assert.Equal(File.ReadAllText(Example), ended.Output);
    }

    /// <summary>What the pods would do: their files, their variable, their words, in folders that stand for their volumes.</summary>
    [Fact]
    public void Its_pods_give_the_result_of_one_machine()
    {
        var objects = Deploy("scenarios/a.json -n 200000 --shards 3 --seed 7 --set phases.a.outputTokens=60");
        foreach (var item in Pods(objects, 0).Volumes.Single(volume => volume.Name == "scenario").ConfigMap.Items)
        {
            var path = _program[Path.Combine("pod", item.Path)];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, objects.OfType<V1ConfigMap>().Single().Data[item.Key]);
        }

        for (var index = 0; index < 3; index++)
        {
            _program.Environment["JOB_COMPLETION_INDEX"] = $"{index}";
            RunPod(0);
        }

        RunPod(1);
        _program.Run("run", "scenarios/a.json", "-n", "200000", "--seed", "7", "--set", "phases.a.outputTokens=60", "-o", "one", "-q")
            .RequireSuccess();
        Assert.Equal(ResultOnDisk.Hash(_program["one"]), ResultOnDisk.Hash(_program["results/costsim-a/result"]));

        void RunPod(int job) => _program.Shell($"cd pod && $costsim {string.Join(' ', Pods(objects, job).Containers[0].Args)}"
            .Replace("/results", _program["results"], StringComparison.Ordinal)).RequireSuccess();
    }

    [Fact]
    public void Files_that_a_scenario_reads_are_in_the_pod()
    {
        File.Copy(FixedPrices.File, _program["own.json"]);
        var objects = Deploy("scenarios/a.json --shards 2 --prices own.json --prices-only --volume shared --name mine");

        Assert.Equal(["a.json", "prices/own.json", "data/lengths.csv"],
            Pods(objects, 0).Volumes.Single(volume => volume.Name == "scenario").ConfigMap.Items.Select(item => item.Path));
        var words = string.Join(' ', Pods(objects, 0).Containers[0].Args);
        Assert.StartsWith("shard a.json --prices prices/own.json --prices-only --seed 1 --of 2", words, StringComparison.Ordinal);
        Assert.DoesNotContain(objects, one => one is V1PersistentVolumeClaim);
    }

    /// <summary>Pods start on several days; the prices of a run are those of one.</summary>
    [Fact]
    public void A_scenario_without_a_day_gets_one()
    {
        File.WriteAllText(_program["scenarios/a.json"], Dated.Replace(", \"pricesOn\": \"2026-11-21\"", "", StringComparison.Ordinal));
        Assert.Contains("--prices-on", Pods(Deploy("scenarios/a.json --shards 2"), 0).Containers[0].Args);
        Assert.DoesNotContain("--prices-on", Pods(Deploy("scenarios/50atoms.json --shards 2"), 0).Containers[0].Args);
    }

    [Theory]
    [InlineData("", "to what kind of cluster? costsim deploy kubernetes FILE")]
    [InlineData("nomad scenarios/a.json", "deploy nomad: kubernetes is the only kind of cluster")]
    [InlineData("kubernetes", "give a scenario, a JSON file")]
    [InlineData("kubernetes scenarios/a.json --image a", "in how many shards? Give --shards")]
    [InlineData("kubernetes scenarios/a.json --shards 2", "which image has the program? Give --image")]
    [InlineData("kubernetes scenarios/a.json --shards 3 -n 2 --image a", "--shards 3: a whole number from 1 to 2")]
    [InlineData("kubernetes scenarios/a.json --shards 3 --parallelism 4 --image a", "--parallelism 4: a whole number from 1 to 3")]
    [InlineData("kubernetes scenarios/a.json --shards 3 --image a\tb", "--image 'a\tb': the name of an image")]
    [InlineData("kubernetes scenarios/a.json --shards 3 --image a --name A", "--name A: at most 40 lower-case letters")]
    [InlineData("kubernetes scenarios/a.json --shards 3 --image a --memory 1GB", "--memory 1GB: a number of bytes")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment) =>
        _program.Run(["deploy", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).RequireOneLine(2, fragment);

    [Fact]
    public void More_data_than_a_cluster_takes_are_refused()
    {
        File.WriteAllText(_program["scenarios/data/lengths.csv"], $"tokens\n{string.Join('\n', Enumerable.Range(1_000_000, 140_000))}");
        _program.Run("deploy", "kubernetes", "scenarios/a.json", "--shards", "2", "--image", "a", "-q")
            .RequireOneLine(2, " bytes; a cluster takes 1,048,576");
    }

    [Fact]
    public void An_error_of_the_scenario_is_found_here_not_there()
    {
        File.WriteAllText(_program["scenarios/a.json"], Dated.Replace("50", "\"50\"", StringComparison.Ordinal));
        var ended = _program.Run("deploy", "kubernetes", "scenarios/a.json", "--shards", "2", "--image", "a");
        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains("a.json(3,", ended.Errors, StringComparison.Ordinal);
    }
}
