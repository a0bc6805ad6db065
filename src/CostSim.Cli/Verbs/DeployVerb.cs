using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Deployment;
using CostSim.Numerics.Random;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim deploy</c>: prints what a cluster needs to simulate a scenario in shards.</summary>
[Verb("deploy", HelpText = "Print the manifests by which a cluster simulates a scenario in shards.")]
internal sealed class DeployVerb : RunSettings, IVerb
{
    [Words("kubernetes")]
    [Value(0, MetaName = "CLUSTER", HelpText = "kubernetes.")]
    public string Cluster { get; set; } = "";

    [Value(1, MetaName = "FILE", HelpText = "The scenario, a JSON file; - for the standard input.")]
    public override string File { get; set; } = "";

    [Value(2, Hidden = true)]
    public override IEnumerable<string> Rest { get; set; } = [];

    [Option("shards", MetaValue = "N", HelpText = "Number of shards, required; each is simulated by one pod.")]
    public string? Shards { get; set; }

    [Option("image", MetaValue = "IMAGE", HelpText = "The image with the program, required; the Dockerfile builds one.")]
    public string? Image { get; set; }

    [Option('n', "trials", MetaValue = "N", HelpText = "Number of trials of all shards together, such as 1e9; default: 1000000.")]
    public string? Trials { get; set; }

    [Option("volume", MetaValue = "CLAIM",
        HelpText = "An existing claim to a volume that all pods can write; default: a new one, ReadWriteMany, with 2 MB a shard.")]
    public string? Volume { get; set; }

    [Option("name", MetaValue = "NAME", HelpText = "What the names of all objects begin with; default: made of the scenario's.")]
    public string? Name { get; set; }

    [Option("parallelism", MetaValue = "N", HelpText = "Number of pods that run at a time; default: all.")]
    public string? Parallelism { get; set; }

    [Option("cpu", Default = "1", MetaValue = "N", HelpText = "Processors of a pod.")]
    public string Cpu { get; set; } = "1";

    [Option("memory", Default = "1Gi", MetaValue = "BYTES", HelpText = "Memory of a pod.")]
    public string Memory { get; set; } = "1Gi";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("A billion trials in 64 shards", Shortest, new DeployVerb
        {
            Cluster = "kubernetes", File = "scenarios/50atoms.json", Trials = "1e9", Shards = "64", Image = "registry.example/costsim:1",
        }),
    ];

    protected override string? TrialsText => Trials;

    public int Execute(Interruption interruption)
    {
        RequireWords();
        var trials = Trials is null ? (long?)null : Number("--trials", Trials, 1, WordAddress.TrialsMax);
        var shards = (int)Number("--shards", Shards!, 1, Math.Min(trials ?? ShardedRun.ShardsMax, ShardedRun.ShardsMax));
        var parallelism = Parallelism is null ? shards : (int)Number("--parallelism", Parallelism, 1, shards);
        if (ReadSound(Quiet) is not { } reading)
            return ExitCode.BadInput;
        var cases = Chosen(reading.Cases);
        AtItems(cases);
        var scenario = File == ScenarioInput.Dash ? $"{ScenarioInput.NameOf(File, cases[0])}.json" : Path.GetFileName(File);
        var run = new ShardedRun
        {
            Name = Name ?? ObjectName.From(Path.GetFileNameWithoutExtension(scenario)),
            Image = Image!,
            Shards = shards,
            Parallelism = parallelism,
            Words = WordsInPod(scenario, cases, trials),
            Files = Inputs(scenario, reading.DataFiles),
            Claim = Volume,
            Cpu = Cpu,
            Memory = Memory,
        };
        Document.Print(KubernetesManifests.Of(run, CommandAgain(trials)));
        return ExitCode.Done;
    }

    private void RequireWords()
    {
        const string form = "costsim deploy kubernetes FILE --shards N --image IMAGE";
        if (Cluster != "kubernetes")
            throw new UsageException(Cluster.Length == 0 ? $"deploy: to what kind of cluster? {form}"
                : $"deploy {Cluster}: kubernetes is the only kind of cluster; {form}");
        if (File.Length == 0)
            throw new UsageException($"deploy kubernetes: give a scenario, a JSON file; {form}");
        if (Shards is null)
            throw new UsageException("deploy: in how many shards? Give --shards, such as 64");
        if (string.IsNullOrWhiteSpace(Image) || Image.Any(char.IsWhiteSpace))
            throw new UsageException(Image is null ? "deploy: which image has the program? Give --image; the Dockerfile builds one"
                : $"--image '{Image}': the name of an image, such as registry.example/costsim:1");
        if (Name is not null && !ObjectName.IsOne(Name))
            throw new UsageException($"--name {Name}: at most {ObjectName.LengthMax} lower-case letters, digits and hyphens, a letter "
                + "first, no hyphen last");
        if (Volume is not null && !ObjectName.IsOfExisting(Volume))
            throw new UsageException($"--volume {Volume}: the name of a claim: lower-case letters, digits, hyphens and dots");
        if (!Quantity.IsOne(Cpu))
            throw new UsageException($"--cpu {Cpu}: a number of processors, such as 2 or 500m");
        if (!Quantity.IsOne(Memory))
            throw new UsageException($"--memory {Memory}: a number of bytes, such as 2Gi or 512Mi");
    }

    /// <summary>Where pods find the price catalogue: apart from the scenario's own files.</summary>
    private string? PricesPath => Prices is null ? null : $"prices/{Path.GetFileName(Prices)}";

    private List<InputFile> Inputs(string scenario, IReadOnlyList<string> dataFiles)
    {
        List<InputFile> files = [new(scenario, ScenarioInput.Bytes(File))];
        if (PricesPath is { } path)
            files.Add(new(path, System.IO.File.ReadAllBytes(Prices!)));
        var folder = ScenarioInput.FolderOf(File)!;
        foreach (var name in dataFiles)
        {
            var data = Path.Combine(folder, name);
            files.Add(new(Path.GetRelativePath(folder, data).Replace('\\', '/'), System.IO.File.ReadAllBytes(data)));
        }

        var bytes = files.Sum(file => (long)file.Bytes.Length);
        return bytes <= ScenarioConfig.BytesMax ? files : throw new UsageException(string.Create(CultureInfo.InvariantCulture,
            $"{File} and the files it reads are {bytes:N0} bytes; a cluster takes {ScenarioConfig.BytesMax:N0} with the manifests. Take a "
                + $"sample of the data: 10,000 values say as much"));
    }

    /// <summary>The words behind <c>costsim shard</c> where files are those of <see cref="Inputs"/>.</summary>
    /// <remarks>The day of the prices is said, or pods that start after midnight would compute parts of another run.</remarks>
    private List<string> WordsInPod(string scenario, IEnumerable<Scenario> cases, long? trials) =>
    [
        .. TrialWords(
        [
            .. WordsOfScenario(path => path == File ? scenario : PricesPath!),
            .. PricesOn is null && cases.Any(one => one.PricesOn == Day) ? new[] { "--prices-on", $"{Day:yyyy-MM-dd}" } : [],
        ], trials),
        .. Strict ? new[] { "--strict" } : [],
        .. KeepTrials ? new[] { "--keep-trials" } : [],
        .. Threads is { } threads ? new[] { "--threads", threads.ToString(CultureInfo.InvariantCulture) } : [],
    ];

    private string CommandAgain(long? trials)
    {
        List<string> words = ["costsim", "deploy", Cluster, .. TrialWords(ScenarioWords, trials), "--shards", Shards!, "--image", Image!];
        foreach (var (option, value, usual) in new[]
        {
            ("--volume", Volume, null), ("--name", Name, null), ("--parallelism", Parallelism, null), ("--cpu", Cpu, "1"),
            ("--memory", Memory, "1Gi"),
        })
        {
            if (value is not null && value != usual)
                words.AddRange([option, value]);
        }

        return Arguments.Quoted(words);
    }
}
