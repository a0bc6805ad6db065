using System.Runtime.InteropServices;
using System.Security;

namespace CostSim.Scenarios;

/// <summary>
/// Why the system did not read or write, in words of this program: the platform's name methods, parameters and temporary files.
/// </summary>
public static class FileFault
{
    /// <summary>The result code of an exception whose words are this program's own.</summary>
    private const int OwnWords = unchecked((int)0x80131620);

    /// <summary>Whether an exception is the system's refusal to read or write.</summary>
    public static bool IsOne(Exception e) => e is IOException or UnauthorizedAccessException or SecurityException;

    /// <summary>The cause in a few words, without the place.</summary>
    public static string Words(Exception e) => e switch
    {
        UnauthorizedAccessException or SecurityException => "this user may not write or read there",
        PathTooLongException => "the name is too long",
        DirectoryNotFoundException => "there is no such folder",
        FileNotFoundException => "the file system takes no new file there",
        IOException { HResult: OwnWords } => e.Message,
        // What the Unix calls of the platform leave is the number of the system's error.
        IOException { HResult: 2 } => "there is no such file or folder",
        IOException { HResult: 17 or 20 } => "a file stands where a folder is needed",
        IOException { HResult: 28 } => "no space is left on the disk",
        IOException { HResult: 30 } => "the file system is read-only",
        IOException { HResult: 32 } => "whoever read the output has ended",
        IOException { HResult: 36 } => "the name is too long",
        IOException { HResult: 40 } => "links lead in a circle",
        IOException { HResult: 122 } => "this user's share of the disk is used up",
        IOException { HResult: > 0 and < 200 and var error } => $"the system refuses: {Marshal.GetPInvokeErrorMessage(error)}",
        _ => "the system refuses",
    };

    /// <summary>The fault of a file that cannot be written, with its place.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="e">What the system said.</param>
    public static IOException OfWriting(string path, Exception e) => new($"'{path}' cannot be written: {Words(e)}", e);
}
