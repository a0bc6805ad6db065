using CostSim.Output.Files;

namespace CostSim.Output.Tests.Files;

public sealed class DurabilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_takes_the_place_of_another()
    {
        Directory.CreateDirectory(_folder["new/in"]);
        Directory.CreateDirectory(_folder["old/out"]);

        Durability.Replace(_folder["new"], _folder["old"]);

        Assert.True(Directory.Exists(_folder["old/in"]));
        Assert.False(Directory.Exists(_folder["old/out"]));
        Assert.Equal(
            OperatingSystem.IsLinux() ? ["new", "old"] : ["old"], Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_takes_a_place_that_is_free()
    {
        Directory.CreateDirectory(_folder["new/in"]);

        Durability.Replace(_folder["new"], _folder["old"]);

        Assert.Equal(["old/", "old/in/"], _folder.Entries);
    }

    [Fact]
    public void Where_there_is_nothing_to_put_in_place_the_old_folder_stays()
    {
        Directory.CreateDirectory(_folder["old/out"]);

        Assert.ThrowsAny<IOException>(() => Durability.Replace(_folder["new"], _folder["old"]));

        Assert.Equal(["old/", "old/out/"], _folder.Entries);
    }

    [Fact]
    public void A_folder_that_does_not_exist_cannot_be_forced_to_the_disk()
    {
        Durability.FlushFolder(_folder.Path);
        Assert.Throws<IOException>(() => Durability.FlushFolder(_folder["none"]));
    }

    [Fact]
    public void A_lock_is_held_by_one_until_it_is_let_go()
    {
        using (Durability.TryLock(_folder.Path))
            Assert.Null(Durability.TryLock(_folder.Path));
        using var again = Durability.TryLock(_folder.Path);
        Assert.NotNull(again);
    }

    [Fact]
    public void Mount_points_are_known()
    {
        Assert.True(Durability.IsMountPoint("/proc"));
        Assert.False(Durability.IsMountPoint(_folder.Path));
    }
}
