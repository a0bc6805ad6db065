using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CostSim.Engine;
using CostSim.Output.Files;
using CostSim.Output.Jobs;
using CostSim.Output.Shards;
using CostSim.Output.Summaries;

namespace CostSim.Output.Verification;

/// <summary>What <c>costsim verify</c> finds of one result, job or shard.</summary>
/// <param name="Path">Its folder or file.</param>
/// <param name="What">What it is, in words.</param>
/// <param name="Faults">What is not as it was written; empty if it is whole.</param>
public sealed record Verified(string Path, string What, IReadOnlyList<string> Faults)
{
    /// <summary>Checks all that is at a path: a result, a job, or shards.</summary>
    /// <param name="path">A folder, or the file of a shard.</param>
    /// <exception cref="IOException">There is nothing of this program, or it cannot be read.</exception>
    public static IReadOnlyList<Verified> Of(string path)
    {
        if (File.Exists(path))
            return [OfShard(path)];
        if (!Directory.Exists(path))
            throw new IOException($"'{path}': there is no such file or folder");
        if (File.Exists(System.IO.Path.Combine(path, ResultFolder.ManifestName)))
            return [OfResult(path)];
        if (JobFolder.At(path).Exists)
            return [OfJob(path)];
        var shards = Directory.EnumerateFiles(path, $"*{ShardFile.Ending}").Order(StringComparer.Ordinal).ToList();
        return shards.Count > 0 ? [.. shards.Select(OfShard)]
            : throw new IOException($"'{path}' holds no result, job or shard of costsim: neither {ResultFolder.ManifestName}, "
                + $"{JobFolder.DocumentName} nor *{ShardFile.Ending}");
    }

    private static Verified OfResult(string folder)
    {
        var bytes = File.ReadAllBytes(System.IO.Path.Combine(folder, ResultFolder.ManifestName));
        if (!JsonSeal.IsWhole(bytes))
            return new Verified(folder, "a result", [$"{ResultFolder.ManifestName}: it is damaged or incomplete"]);
        using var manifest = JsonDocument.Parse(bytes);
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().Select(file => new ResultFile(
            file.GetProperty("name").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!)).ToList();
        var faults = new string?[files.Count];
        Workers.Run(Environment.ProcessorCount, faults.Length, i => faults[i] = FaultOf(folder, files[i]));
        var found = faults.OfType<string>().ToList();
        if (ResultContents.ForeignEntry(folder) is { } foreign)
            found.Add($"{foreign}: it is no file of this result");
        return new Verified(
            folder, $"a result of {Nouns.Counted("file", files.Count + 1)}", found);
    }

    private static string? FaultOf(string folder, ResultFile file)
    {
        var path = System.IO.Path.Combine(folder, file.Name);
        if (!File.Exists(path))
            return $"{file.Name}: it is missing";
        using var stream = File.OpenRead(path);
        if (stream.Length != file.Bytes)
            return string.Create(CultureInfo.InvariantCulture, $"{file.Name}: it has {stream.Length:N0} bytes instead of {file.Bytes:N0}");
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Sha256 ? null : $"{file.Name}: its SHA-256 is another";
    }

    private static Verified OfJob(string folder)
    {
        var job = JobFolder.At(folder);
        try
        {
            var document = job.Read();
            var what = $"a job, {document.State.ToString().ToLowerInvariant()}";
            if (!File.Exists(job.Checkpoint))
                return new Verified(folder, what,
                    document.State == JobState.Computed ? [$"{System.IO.Path.GetFileName(job.Checkpoint)}: it is missing"] : []);
            var checkpoint = OfShard(job.Checkpoint);
            return new Verified(folder, $"{what}, with {checkpoint.What}",
                [.. checkpoint.Faults.Select(fault => $"{System.IO.Path.GetFileName(job.Checkpoint)}: {fault}")]);
        }
        catch (InvalidDataException e)
        {
            return new Verified(folder, "a job", [e.Message]);
        }
    }

    private static Verified OfShard(string path)
    {
        try
        {
            var head = ShardFile.Add(path, null);
            return new Verified(path, string.Create(
                CultureInfo.InvariantCulture, $"{head.ShardTrials:N0} trials of {head.Trials:N0} of \"{head.Run.Scenario}\""), []);
        }
        catch (InvalidDataException e)
        {
            return new Verified(path, "a shard", [e.Message]);
        }
    }
}
