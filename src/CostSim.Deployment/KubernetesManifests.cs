using k8s;
using k8s.Models;

namespace CostSim.Deployment;

/// <summary>The objects of Kubernetes that simulate a sharded run, as YAML.</summary>
public static class KubernetesManifests
{
    /// <summary>All objects in one text, with the commands that use it above.</summary>
    /// <param name="run">The run.</param>
    /// <param name="command">The command that makes the text again.</param>
    public static string Of(ShardedRun run, string command)
    {
        var jobs = new ClusterJobs(run);
        List<object> objects = [ScenarioConfig.Of(Metadata(run), run.Files), jobs.Shards(), jobs.Merge()];
        if (run.Claim is null)
            objects.Insert(1, Claim(run));
        return $"{Heading(run, command)}{KubernetesYaml.SerializeAll(objects)}";
    }

    internal static V1ObjectMeta Metadata(ShardedRun run, string? part = null) =>
        new() { Name = part is null ? run.Name : $"{run.Name}-{part}", Labels = Labels(run) };

    internal static Dictionary<string, string> Labels(ShardedRun run) =>
        new() { ["app.kubernetes.io/name"] = "costsim", ["app.kubernetes.io/instance"] = run.Name };

    /// <summary>A claim for 1 GiB, and 2 MiB a shard: a shard is half of one, of a run with variants a few.</summary>
    private static V1PersistentVolumeClaim Claim(ShardedRun run) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Metadata = Metadata(run),
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteMany"],
            Resources = new V1VolumeResourceRequirements
            {
                Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new($"{1024 + 2 * run.Shards}Mi") },
            },
        },
    };

    private static string Heading(ShardedRun run, string command) =>
        $$$"""
        # {{{command}}}
        #
        # For Kubernetes 1.29 and newer, with FILE for the name of this file:
        #
        #   kubectl apply --server-side -f FILE
        #   kubectl wait --for=condition=complete --timeout=-1s job/{{{run.Name}}}-shards
        #   kubectl patch job/{{{run.Name}}}-merge --type=merge --patch='{"spec":{"suspend":false}}'
        #   kubectl wait --for=condition=complete --timeout=-1s job/{{{run.Name}}}-merge
        #
        # The result is then in the folder {{{run.Name}}}/result of the volume {{{run.Claim ?? run.Name}}}.

        """;
}
