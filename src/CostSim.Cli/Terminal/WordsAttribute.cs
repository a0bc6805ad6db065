using System.Reflection;
using CommandLine;

namespace CostSim.Cli.Terminal;

/// <summary>The words that an option or a command accepts, for validation and for completion.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordsAttribute(params string[] words) : Attribute
{
    public IReadOnlyList<string> Words { get; } = words;

    /// <summary>Whether the command parses them itself, to accept several or capital letters.</summary>
    public bool AreReadByCommand { get; init; }

    /// <summary>Throws if an option of a command has another value.</summary>
    public static void Require(object verb)
    {
        foreach (var property in verb.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<WordsAttribute>() is not { AreReadByCommand: false, Words: var words }
                || property.GetCustomAttribute<OptionAttribute>() is not { } option || property.GetValue(verb) is not string value)
                continue;
            if (!words.Contains(value))
                throw new UsageException($"--{option.LongName} {value}: {string.Join(", ", words.SkipLast(1))} or {words[^1]}");
        }
    }
}
