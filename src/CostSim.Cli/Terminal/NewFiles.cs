using CostSim.Scenarios;

namespace CostSim.Cli.Terminal;

/// <summary>Files that a command makes for the user to go on with: none of them replaces another, unless that is asked for.</summary>
internal static class NewFiles
{
    /// <summary>Writes all of the files, or none where one of them is there already.</summary>
    /// <param name="files">Their paths, and what stands in them; the one that is complete only with the others is the last.</param>
    /// <param name="force">Whether files that are there are replaced.</param>
    public static void Write(IReadOnlyList<KeyValuePair<string, string>> files, bool force)
    {
        foreach (var (path, _) in files)
        {
            if (path.Length == 0)
                throw new UsageException("--out: the name of the file is empty");
            if (Directory.Exists(path))
                throw new IOException($"'{path}' is a folder; give a file with -o");
            if (File.Exists(path) && !force)
                throw new UsageException($"{path} already exists; give --force to overwrite it, or another --out");
        }

        foreach (var (path, text) in files)
        {
            // No race between check and writing: without --force the file is created new, or it is an error.
            try
            {
                using var file = new FileStream(path, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
                using var writer = new StreamWriter(file);
                writer.Write(text);
            }
            catch (Exception e) when (FileFault.IsOne(e))
            {
                throw FileFault.OfWriting(path, e);
            }
        }
    }
}
