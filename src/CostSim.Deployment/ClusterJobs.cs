using k8s.Models;

namespace CostSim.Deployment;

/// <summary>The jobs of a sharded run: one that simulates its shards, and one that merges them.</summary>
internal sealed class ClusterJobs(ShardedRun run)
{
    private const string Container = "costsim";
    private const string InputFolder = "/scenario";
    private const string VolumeFolder = "/results";

    /// <summary>The user of Microsoft's images without a shell, and the group that owns the volume.</summary>
    private const long User = 1654;

    /// <summary>The folder of this run on the volume, which others may use as well.</summary>
    private string Folder => $"{VolumeFolder}/{run.Name}";

    /// <summary>The pod of each index simulates its shard, which the program knows from the variable <c>JOB_COMPLETION_INDEX</c>.</summary>
    public V1Job Shards() => Job("shards", new V1JobSpec
    {
        CompletionMode = "Indexed",
        Completions = run.Shards,
        Parallelism = run.Parallelism,
        BackoffLimitPerIndex = 3,
        PodFailurePolicy = new V1PodFailurePolicy { Rules = [LostPods(), BadInput()] },
        PodReplacementPolicy = "Failed",
        Template = Pod([
            "shard", .. run.Words, "--of", $"{run.Shards}", "-o", $"{Folder}/shards"]),
    });

    /// <summary>Waits suspended until the shards are there: nothing in a cluster starts a job after another.</summary>
    public V1Job Merge() => Job("merge", new V1JobSpec
    {
        Suspend = true,
        BackoffLimit = 3,
        PodFailurePolicy = new V1PodFailurePolicy { Rules = [LostPods(), BadInput()] },
        PodReplacementPolicy = "Failed",
        Template = Pod(["merge", $"{Folder}/shards", "-o", $"{Folder}/result"]),
    });

    /// <summary>A pod that its node took along has done nothing wrong, and is not counted.</summary>
    private static V1PodFailurePolicyRule LostPods() => new()
    {
        Action = "Ignore",
        OnPodConditions = [new V1PodFailurePolicyOnPodConditionsPattern { Type = "DisruptionTarget", Status = "True" }],
    };

    /// <summary>A scenario or an option that is wrong is so in every pod, and stays so.</summary>
    private static V1PodFailurePolicyRule BadInput() => new()
    {
        Action = "FailJob",
        OnExitCodes = new V1PodFailurePolicyOnExitCodesRequirement { ContainerName = Container, OperatorProperty = "In", Values = [2] },
    };

    private V1Job Job(string part, V1JobSpec spec) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "Job",
        Metadata = KubernetesManifests.Metadata(run, part),
        Spec = spec,
    };

    private V1PodTemplateSpec Pod(IList<string> words) => new()
    {
        Metadata = new V1ObjectMeta { Labels = KubernetesManifests.Labels(run) },
        Spec = new V1PodSpec
        {
            RestartPolicy = "Never",
            AutomountServiceAccountToken = false,
            SecurityContext = new V1PodSecurityContext
            {
                RunAsNonRoot = true,
                RunAsUser = User,
                RunAsGroup = User,
                FsGroup = User,
                FsGroupChangePolicy = "OnRootMismatch",
                SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
            },
            Containers = [Program(words)],
            Volumes =
            [
                new V1Volume
                {
                    Name = "scenario",
                    ConfigMap = new V1ConfigMapVolumeSource { Name = run.Name, Items = ScenarioConfig.Paths(run.Files) },
                },
                new V1Volume
                {
                    Name = "results",
                    PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = run.Claim ?? run.Name },
                },
            ],
        },
    };

    /// <summary>Without a limit of processors the program would start a thread for each of the node's.</summary>
    private V1Container Program(IList<string> words)
    {
        Dictionary<string, ResourceQuantity> resources = new() { ["cpu"] = new(run.Cpu), ["memory"] = new(run.Memory) };
        return new V1Container
        {
            Name = Container,
            Image = run.Image,
            Args = words,
            WorkingDir = InputFolder,
            Resources = new V1ResourceRequirements { Requests = resources, Limits = resources },
            SecurityContext = new V1SecurityContext
            {
                AllowPrivilegeEscalation = false,
                Capabilities = new V1Capabilities { Drop = ["ALL"] },
            },
            VolumeMounts =
            [
                new V1VolumeMount { Name = "scenario", MountPath = InputFolder, ReadOnlyProperty = true },
                new V1VolumeMount { Name = "results", MountPath = VolumeFolder },
            ],
        };
    }
}
