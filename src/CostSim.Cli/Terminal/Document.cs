using System.Text;

namespace CostSim.Cli.Terminal;

/// <summary>Writes a document, and nothing else, to standard output: UTF-8 without a byte order mark.</summary>
internal static class Document
{
    public static void Print(Action<Stream> write)
    {
        using var output = Console.OpenStandardOutput();
        write(output);
    }

    public static void Print(Action<TextWriter> write) => Print(output =>
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    });

    public static void Print(string text) => Print(writer => writer.Write(text));
}
