using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace CostSim.Deployment.Tests;

/// <summary>
/// The manifests as the client library reads them back. It reads strictly: a field that Kubernetes does not have is an error.
/// </summary>
public class KubernetesManifestsTests
{
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/PersistentVolumeClaim"] = typeof(V1PersistentVolumeClaim),
        ["batch/v1/Job"] = typeof(V1Job),
    };

    private static ShardedRun Run(params InputFile[] files) => new()
    {
        Name = "costsim-a",
        Image = "costsim:1",
        Shards = 16,
        Parallelism = 4,
        Words = ["a.json", "-n", "1000"],
        Files = files,
        Cpu = "2",
        Memory = "1.5Gi",
    };

    private static List<object> Read(string text) => KubernetesYaml.LoadAllFromString(text, Kinds, strict: true);

    private static List<object> Objects(ShardedRun run) => Read(KubernetesManifests.Of(run, "costsim deploy"));

    private static V1Job Job(ShardedRun run, string name) =>
        Assert.Single(Objects(run).OfType<V1Job>(), job => job.Metadata.Name == name);

    [Fact]
    public void A_run_is_its_files_a_volume_and_two_jobs()
    {
        Assert.Equal(
            ["ConfigMap costsim-a", "PersistentVolumeClaim costsim-a", "Job costsim-a-shards", "Job costsim-a-merge"],
            Objects(Run()).Cast<IKubernetesObject<V1ObjectMeta>>().Select(one => $"{one.Kind} {one.Metadata.Name}"));
    }

    [Fact]
    public void The_claim_has_room_for_every_shard()
    {
        var claim = Assert.Single(Objects(Run() with { Shards = 100_000, Parallelism = 1 }).OfType<V1PersistentVolumeClaim>());
        Assert.Equal(["ReadWriteMany"], claim.Spec.AccessModes);
        Assert.Equal((1024 + 200_000) * 1024m * 1024, claim.Spec.Resources.Requests["storage"].ToDecimal());
    }

    [Fact]
    public void A_claim_that_is_there_is_used_and_not_made()
    {
        var run = Run() with { Claim = "shared" };
        Assert.DoesNotContain(Objects(run), one => one is V1PersistentVolumeClaim);
        Assert.All(Objects(run).OfType<V1Job>(), job => Assert.Contains(job.Spec.Template.Spec.Volumes,
            volume => volume.PersistentVolumeClaim?.ClaimName == "shared"));
    }

    [Fact]
    public void Each_index_is_a_shard_of_the_total_in_the_folder_that_is_merged()
    {
        var shards = Job(Run(), "costsim-a-shards").Spec;
        var merge = Job(Run(), "costsim-a-merge").Spec;

        Assert.Equal(("Indexed", 16, 4), (shards.CompletionMode, shards.Completions, shards.Parallelism));
        Assert.Equal(
            ["shard", "a.json", "-n", "1000", "--of", "16", "-o", "/results/costsim-a/shards"],
            Assert.Single(shards.Template.Spec.Containers).Args);
        Assert.Equal(
            ["merge", "/results/costsim-a/shards", "-o", "/results/costsim-a/result"],
            Assert.Single(merge.Template.Spec.Containers).Args);
        Assert.True(merge.Suspend);
    }

    /// <summary>The rules are tried in their order: a pod that is lost while it ends with 2 is lost.</summary>
    [Theory]
    [InlineData("costsim-a-shards")]
    [InlineData("costsim-a-merge")]
    public void A_lost_pod_does_not_count_and_bad_input_ends_the_job(string name)
    {
        var spec = Job(Run(), name).Spec;
        var rules = spec.PodFailurePolicy.Rules;

        Assert.Equal(["Ignore", "FailJob"], rules.Select(rule => rule.Action));
        Assert.Equal(("DisruptionTarget", "True"), (rules[0].OnPodConditions[0].Type, rules[0].OnPodConditions[0].Status));
        Assert.Equal("In", rules[1].OnExitCodes.OperatorProperty);
        Assert.Equal([2], rules[1].OnExitCodes.Values);
        // What Kubernetes demands with such rules.
        Assert.Equal(Assert.Single(spec.Template.Spec.Containers).Name, rules[1].OnExitCodes.ContainerName);
        Assert.Equal(("Never", "Failed"), (spec.Template.Spec.RestartPolicy, spec.PodReplacementPolicy));
    }

    [Fact]
    public void Processors_and_memory_are_asked_for_and_limited()
    {
        var resources = Job(Run(), "costsim-a-shards").Spec.Template.Spec.Containers[0].Resources;
        Assert.Equal(("2", 1.5m * 1024 * 1024 * 1024), (resources.Limits["cpu"].ToString(), resources.Limits["memory"].ToDecimal()));
        Assert.Equal(resources.Limits, resources.Requests);
    }

    /// <summary>Every file is in the pod what it was: a changed byte would be another scenario.</summary>
    [Theory]
    [InlineData("{ \"name\": \"a\" } // β\n")]
    [InlineData("")]
    [InlineData("  leading\n\ttab\ntrailing  \n\n\n")]
    [InlineData("without an end")]
    [InlineData("a\r\nb\rc\n")]
    [InlineData("---\n# a\n...\n- b: 'c\n%d\n")]
    [InlineData("\uFEFF{}\n")]
    [InlineData("next\u0085line\u2028\u2029paragraph\u00A0\U0001F600\n")]
    [InlineData("nul\0bell\a\n")]
    [InlineData("null")]
    [InlineData("12")]
    public void A_text_comes_through(string text) => ComesThrough(new InputFile("a.json", System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_that_are_no_text_come_through() =>
        ComesThrough(new InputFile("data/lengths.parquet", [.. Enumerable.Range(0, 256).Select(value => (byte)value)]));

    [Fact]
    public void Files_whose_names_are_alike_do_not_meet() =>
        ComesThrough(new InputFile("a/b.csv", "1"u8.ToArray()), new InputFile("a-b.csv", "2"u8.ToArray()), new InputFile("a_ü.csv", [255]));

    /// <summary>Whoever looks at a manifest sees the scenario.</summary>
    [Fact]
    public void A_scenario_can_be_read_in_it() =>
        Assert.Contains("\"items\": 50, // atoms\n", KubernetesManifests.Of(
            Run(new InputFile("a.json", "{\n  \"items\": 50, // atoms\n}\n"u8.ToArray())), "costsim deploy"), StringComparison.Ordinal);

    private static void ComesThrough(params InputFile[] files)
    {
        var objects = Objects(Run(files));
        var map = Assert.Single(objects.OfType<V1ConfigMap>());
        var volumes = objects.OfType<V1Job>().First().Spec.Template.Spec.Volumes;
        var items = Assert.Single(volumes, volume => volume.Name == "scenario").ConfigMap.Items;
        Assert.Equal(files.Select(file => file.Path), items.Select(item => item.Path));
        foreach (var (file, item) in files.Zip(items))
        {
            Assert.Matches("^[-._a-zA-Z0-9]{1,253}$", item.Key);
            Assert.Equal(file.Bytes, map.BinaryData?.TryGetValue(item.Key, out var bytes) == true ? bytes
                : System.Text.Encoding.UTF8.GetBytes(map.Data[item.Key]));
        }
    }

    [Fact]
    public void A_misspelt_field_would_be_found()
    {
        var text = KubernetesManifests.Of(Run(), "costsim deploy");
        Assert.ThrowsAny<YamlException>(() => Read(text.Replace("completionMode", "completionsMode", StringComparison.Ordinal)));
    }
}
