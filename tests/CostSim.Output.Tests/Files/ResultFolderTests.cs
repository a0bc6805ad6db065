using System.Security.Cryptography;
using System.Text;
using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_stands_at_the_target_before_it_is_committed()
    {
        using var folder = ResultFolder.Open(_folder["x"]);
        folder.Write("plots/a.svg", Text("a"));
        Assert.False(Directory.Exists(_folder["x"]));

        Manifest.Write(folder);
        folder.Commit();

        Assert.Equal(["x/", "x/manifest.json", "x/plots/", "x/plots/a.svg"], _folder.Entries);
    }

    [Fact]
    public void An_older_result_is_replaced_as_a_whole()
    {
        WriteResult(_folder["x"], "old.txt", "plots/old.svg");
        WriteResult(_folder["x"], "new.txt");

        Assert.Equal(["x/", "x/manifest.json", "x/new.txt"], _folder.Entries);
    }

    [Fact]
    public void An_empty_folder_is_replaced()
    {
        Directory.CreateDirectory(_folder["x"]);
        WriteResult(_folder["x"], "new.txt");

        Assert.Equal(["x/", "x/manifest.json", "x/new.txt"], _folder.Entries);
    }

    [Theory]
    [InlineData("x/")]
    [InlineData("./x//")]
    [InlineData("y/../x/")]
    public void The_target_may_be_written_in_any_way(string path)
    {
        WriteResult($"{_folder.Path}/{path}", "new.txt");

        Assert.Equal(["x/", "x/manifest.json", "x/new.txt"], _folder.Entries);
    }

    [Fact]
    public void Missing_parents_are_made()
    {
        WriteResult(_folder["a/b/x"], "new.txt");

        Assert.True(File.Exists(_folder["a/b/x/new.txt"]));
    }

    [Fact]
    public void Given_up_it_leaves_nothing_behind_not_even_the_parents_it_made()
    {
        using (var folder = ResultFolder.Open(_folder["a/b/x"]))
            folder.Write("new.txt", Text("new"));

        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void Given_up_it_leaves_the_old_result_and_parents_that_are_used()
    {
        WriteResult(_folder["x"], "old.txt");
        using (var folder = ResultFolder.Open(_folder["x"]))
            folder.Write("new.txt", Text("new"));
        using (ResultFolder.Open(_folder["a/b"]))
            File.WriteAllText(_folder["a/kept.txt"], "");

        Assert.Equal(["a/", "a/kept.txt", "x/", "x/manifest.json", "x/old.txt"], _folder.Entries);
    }

    [Fact]
    public void Files_written_together_are_listed_in_the_order_given()
    {
        using var folder = ResultFolder.Open(_folder["x"]);
        folder.WriteAll(
            [.. Enumerable.Range(0, 40).Select(i => new ResultContent($"{i % 7}/{i}.txt", Text($"{i}")))], CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i % 7}/{i}.txt"), folder.Files.Select(file => file.Name));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{i}")))),
            folder.Files.Select(file => file.Sha256));
    }

    [Fact]
    public void Of_files_written_together_the_first_failure_counts_and_nothing_is_left()
    {
        using (var folder = ResultFolder.Open(_folder["x"]))
        {
            var failure = Assert.Throws<IOException>(() => folder.WriteAll(
            [
                new("good.txt", Text("good")),
                new("first.txt", _ => throw new IOException("first")),
                .. Enumerable.Range(0, 40).Select(i => new ResultContent($"{i}.txt", _ => throw new IOException($"{i}"))),
            ], CancellationToken.None));
            Assert.Equal("first", failure.Message);
            Assert.Empty(folder.Files);
        }

        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void A_file_that_fails_half_way_is_no_part_of_the_result()
    {
        using (var folder = ResultFolder.Open(_folder["x"]))
        {
            Assert.Throws<InvalidOperationException>(() => folder.Write("new.txt", stream =>
            {
                stream.WriteByte(1);
                throw new InvalidOperationException();
            }));
            Assert.Empty(folder.Files);
        }

        Assert.Empty(_folder.Entries);
    }

    [Theory]
    [InlineData("notes.txt", "notes.txt")]
    [InlineData("x.json,manifest.json", "manifest.json")] // of another program
    [InlineData("sub/deep/notes.txt", "sub")]
    public void A_folder_with_files_that_are_no_result_is_refused_and_untouched(string files, string named)
    {
        foreach (var file in files.Split(','))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"x/{file}"])!);
            File.WriteAllText(_folder[$"x/{file}"], "{}");
        }

        var before = _folder.Entries.ToList();

        var error = Assert.Throws<IOException>(() => ResultFolder.Open(_folder["x"]));
        Assert.Contains($"holds '{named}', which is not part of a CostSim result", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Entries);
    }

    [Theory]
    [InlineData("""{"program": "costsim 0.1.0", "files": [{"name": "other.txt"}]}""")]
    [InlineData("""{"program": "other 1.0", "files": [{"name": "mine.txt"}]}""")]
    [InlineData("""{"program": "costsim 0.1.0"}""")]
    [InlineData("""{"program": null, "files": []}""")]
    [InlineData("""{"name": "A web page", "icons": []}""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void A_manifest_that_does_not_name_the_files_does_not_make_them_a_result(string manifest)
    {
        Directory.CreateDirectory(_folder["x"]);
        File.WriteAllText(_folder["x/manifest.json"], manifest);
        File.WriteAllText(_folder["x/mine.txt"], "");

        Assert.Throws<IOException>(() => ResultFolder.Open(_folder["x"]));
        Assert.Equal(["x/", "x/manifest.json", "x/mine.txt"], _folder.Entries);
    }

    [Theory]
    [InlineData("x/notes.txt")]
    [InlineData("x/plots/notes.txt")]
    [InlineData("x/other/a.svg")]
    public void A_file_put_into_a_result_is_not_lost(string file)
    {
        WriteResult(_folder["x"], "plots/a.svg");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        File.WriteAllText(_folder[file], "mine");

        Assert.Throws<IOException>(() => ResultFolder.Open(_folder["x"]));
        Assert.Equal("mine", File.ReadAllText(_folder[file]));
    }

    [Fact]
    public void A_file_put_there_while_the_result_is_written_is_not_lost()
    {
        using (var folder = ResultFolder.Open(_folder["x"]))
        {
            Manifest.Write(folder);
            Directory.CreateDirectory(_folder["x"]);
            File.WriteAllText(_folder["x/notes.txt"], "mine");
            Assert.Throws<IOException>(folder.Commit);
        }

        Assert.Equal(["x/", "x/notes.txt"], _folder.Entries);
    }

    [Fact]
    public void What_systems_put_into_folders_does_not_matter()
    {
        WriteResult(_folder["x"], "old.txt");
        File.WriteAllText(_folder["x/.DS_Store"], "");
        WriteResult(_folder["x"], "new.txt");

        Assert.Equal(["x/", "x/manifest.json", "x/new.txt"], _folder.Entries);
    }

    [Fact]
    public void A_link_is_followed_and_stays_a_link()
    {
        WriteResult(_folder["far/x"], "old.txt");
        Directory.CreateSymbolicLink(_folder["latest"], "far/x");

        WriteResult(_folder["latest"], "new.txt");
        WriteResult(_folder["latest/"], "newer.txt");

        Assert.Equal("far/x", new DirectoryInfo(_folder["latest"]).LinkTarget);
        Assert.Equal(["manifest.json", "newer.txt"], Directory.GetFiles(_folder["far/x"]).Select(Path.GetFileName).Order());
        Assert.Equal(["far", "latest"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_link_that_leads_nowhere_yet_leads_to_the_result_then()
    {
        Directory.CreateSymbolicLink(_folder["latest"], "far/x");

        WriteResult(_folder["latest"], "new.txt");

        Assert.Equal("far/x", new DirectoryInfo(_folder["latest"]).LinkTarget);
        Assert.True(File.Exists(_folder["far/x/new.txt"]));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        Directory.CreateSymbolicLink(_folder["a"], "b");
        Directory.CreateSymbolicLink(_folder["b"], "a");

        Assert.ThrowsAny<IOException>(() => ResultFolder.Open(_folder["a"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/proc")]
    [InlineData("/proc/x")]
    public void Some_places_are_refused(string path) => Assert.ThrowsAny<IOException>(() => ResultFolder.Open(path));

    [Fact]
    public void A_file_is_not_replaced_nor_is_anything_written_below_it()
    {
        File.WriteAllText(_folder["x"], "mine");

        Assert.Throws<IOException>(() => ResultFolder.Open(_folder["x"]));
        Assert.Throws<IOException>(() => ResultFolder.Open(_folder["x/y/z"]));
        Assert.Equal(["x"], _folder.Entries);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_as_the_user_named_it() => Assert.StartsWith(
        "'/proc/x' cannot be written: ", Assert.ThrowsAny<IOException>(() => ResultFolder.Open("/proc/x")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Sizes_and_hashes_are_those_of_the_files()
    {
        using var folder = ResultFolder.Open(_folder["x"]);
        folder.Write("a.txt", Text("some text"));
        folder.Write("empty.txt", _ => { });
        using (var stream = folder.Begin("bits.bin"))
        {
            for (var i = 0; i < 100_000; i++)
                stream.WriteByte((byte)i);
            stream.Flush();
            stream.Complete();
        }

        Manifest.Write(folder);
        folder.Commit();

        Assert.Equal(["a.txt", "empty.txt", "bits.bin", "manifest.json"], folder.Files.Select(file => file.Name));
        foreach (var file in folder.Files)
        {
            var bytes = File.ReadAllBytes(_folder[$"x/{file.Name}"]);
            Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)file.Bytes, file.Sha256));
        }
    }

    [Fact]
    public void Cancelled_it_is_gone_at_once_whatever_its_writers_do()
    {
        using var stop = new CancellationTokenSource();
        using var folder = ResultFolder.Open(_folder["a/x"], stop.Token);
        using var trials = folder.Begin("trials.bin");
        folder.Write("plots/a.svg", Text("a"));
        stop.Cancel();

        Assert.Empty(_folder.Entries);
        trials.Write([1, 2, 3]);
        Assert.Throws<OperationCanceledException>(() => folder.Write("plots/b.svg", Text("b")));
        Assert.Throws<OperationCanceledException>(folder.Commit);
        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void What_was_put_in_place_is_not_taken_back()
    {
        using var stop = new CancellationTokenSource();
        using var folder = ResultFolder.Open(_folder["x"], stop.Token);
        Manifest.Write(folder);
        folder.Commit();
        stop.Cancel();

        Assert.Equal(["x/", "x/manifest.json"], _folder.Entries);
    }

    [Fact]
    public void Two_runs_to_one_target_do_not_write_into_each_others_files()
    {
        using var first = ResultFolder.Open(_folder["x"]);
        var error = Assert.Throws<IOException>(() => ResultFolder.Open(_folder["x"]));
        Assert.Contains("another run is writing there", error.Message, StringComparison.Ordinal);

        Manifest.Write(first);
        first.Commit();
        Assert.Equal(["x/", "x/manifest.json"], _folder.Entries);
    }

    private static void WriteResult(string path, params string[] files)
    {
        using var folder = ResultFolder.Open(path);
        foreach (var file in files)
            folder.Write(file, Text(file));
        Manifest.Write(folder);
        folder.Commit();
    }

    private static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));
}
