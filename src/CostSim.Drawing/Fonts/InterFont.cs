using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CostSim.Drawing.Fonts;

/// <summary>
/// Inter by Rasmus Andersson (SIL Open Font Licence), out of a package's library that this assembly carries as data. No code of that
/// library is loaded: only its manifest resource is read.
/// </summary>
internal static class InterFont
{
    private const string Library = "Avalonia.Fonts.Inter.dll";
    private const string Resource = "!AvaloniaResources";
    private const int IndexVersion = 2;

    private static readonly Lazy<TrueTypeFont> Regular = new(() => new TrueTypeFont(ReadAsset("/Assets/Inter-Regular.ttf")));
    private static readonly Lazy<TrueTypeFont> SemiBold = new(() => new TrueTypeFont(ReadAsset("/Assets/Inter-SemiBold.ttf")));

    /// <summary>The font of a weight, parsed at its first use.</summary>
    public static TrueTypeFont Of(FontWeight weight) => weight switch
    {
        FontWeight.Regular => Regular.Value,
        FontWeight.SemiBold => SemiBold.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(weight), weight, "Inter is packaged as Regular and SemiBold."),
    };

    internal static byte[] ReadAsset(string path)
    {
        using var stream = typeof(InterFont).Assembly.GetManifestResourceStream(Library)
            ?? throw new InvalidDataException($"The resource {Library} is missing from the assembly.");
        using var library = new PEReader(stream);
        return ReadAsset(OpenResource(library), path);
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
    private static byte[] ReadAsset(BlobReader resource, string path)
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
