using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CostSim.Drawing;

/// <summary>
/// The files of Inter, from a package's library that is embedded in this assembly as data. The library's code is not loaded; only its
/// manifest resource is read.
/// </summary>
internal static class InterAssets
{
    private const string Library = "Avalonia.Fonts.Inter.dll";
    private const string Resource = "!AvaloniaResources";
    private const int IndexVersion = 2;

    /// <summary>The bytes of a file of the package, such as <c>/Assets/Inter-Regular.ttf</c>.</summary>
    public static byte[] Read(string path)
    {
        using var stream = typeof(InterAssets).Assembly.GetManifestResourceStream(Library)
            ?? throw new InvalidDataException($"The resource {Library} is missing from the assembly.");
        using var library = new PEReader(stream);
        return Find(OpenResource(library), path);
    }

    /// <summary>A reader at the start of the resource of assets, after its length.</summary>
    private static BlobReader OpenResource(PEReader library)
    {
        var metadata = library.GetMetadataReader();
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (!metadata.StringComparer.Equals(resource.Name, Resource))
                continue;
            var directory = library.PEHeaders.CorHeader!.ResourcesDirectory;
            var bytes = library.GetSectionData(directory.RelativeVirtualAddress + (int)resource.Offset).GetReader();
            bytes.ReadInt32();
            return bytes;
        }

        throw new InvalidDataException($"The library {Library} has no assets.");
    }

    /// <summary>
    /// The resource begins with an index: its length, a version, the number of assets, and for each its path (one byte of
    /// length, then UTF-8), offset and size. Offsets count from the end of the index.
    /// </summary>
    private static byte[] Find(BlobReader resource, string path)
    {
        var indexLength = resource.ReadInt32();
        var assets = resource.Offset + indexLength;
        var version = resource.ReadInt32();
        if (version != IndexVersion)
            throw new InvalidDataException($"The index of assets has version {version}, not {IndexVersion}.");
        for (var remaining = resource.ReadInt32(); remaining > 0; remaining--)
        {
            var name = resource.ReadUTF8(resource.ReadByte());
            var offset = resource.ReadInt32();
            var size = resource.ReadInt32();
            if (name != path)
                continue;
            resource.Offset = assets + offset;
            return resource.ReadBytes(size);
        }
        throw new InvalidDataException($"The asset {path} is missing.");
    }
}
