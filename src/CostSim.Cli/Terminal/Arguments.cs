using System.Reflection;
using CommandLine;

namespace CostSim.Cli.Terminal;

/// <summary>Normalises arguments for the parser.</summary>
internal static class Arguments
{
    /// <summary>Separates the values of a repeated option; it does not occur in keys or values.</summary>
    public const char Separator = '\u001f';

    /// <summary>
    /// Rewrites all ways to ask for help to the one that the parser knows, right after the command: <c>help VERB</c>, and <c>-h</c> or
    /// <c>--help</c> anywhere.
    /// </summary>
    public static IReadOnlyList<string> WithHelp(IReadOnlyList<string> arguments)
    {
        if (arguments is ["help", var verb, ..])
            return [verb, "--help"];
        return arguments.Any(IsHelp) ? [.. arguments.Where(argument => !IsHelp(argument)).Take(1), "--help"] : arguments;

        static bool IsHelp(string argument) => argument is "-h" or "--help";
    }

    /// <summary>The options of a command, with the types of their values.</summary>
    public static IEnumerable<(OptionAttribute Option, Type Type)> OptionsOf(Type verb) =>
        verb.GetProperties().Select(property => (Option: property.GetCustomAttribute<OptionAttribute>()!, property.PropertyType)).Where(
            each => each.Option is not null);

    /// <summary>
    /// Joins the values of each option given several times into one value. The parser's own sequences consume everything that follows,
    /// including the file.
    /// </summary>
    public static IReadOnlyList<string> JoinRepeated(IReadOnlyList<string> arguments, params ReadOnlySpan<string> options)
    {
        foreach (var option in options)
            arguments = JoinRepeated(arguments, option);
        return arguments;
    }

    private static List<string> JoinRepeated(IReadOnlyList<string> arguments, string option)
    {
        var rest = new List<string>();
        var values = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith($"{option}=", StringComparison.Ordinal))
                values.Add(arguments[i][(option.Length + 1)..]);
            else if (arguments[i] == option && i + 1 < arguments.Count)
                values.Add(arguments[++i]);
            else
                rest.Add(arguments[i]);
        }

        return values.Count == 0 ? rest : [.. rest, $"{option}={string.Join(Separator, values)}"];
    }

    /// <summary>The words of a command as a POSIX shell reads them.</summary>
    public static string Quoted(IEnumerable<string> words) => string.Join(' ', words.Select(word =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./,:=+@%".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    /// <summary>Throws on an option without its value: the parser would ignore it.</summary>
    /// <param name="arguments">The arguments as they were given.</param>
    /// <param name="verb">Their command, or null.</param>
    public static void RequireValues(IReadOnlyList<string> arguments, Type? verb)
    {
        if (verb is null)
            return;
        var options = new Dictionary<string, Type>();
        foreach (var (option, type) in OptionsOf(verb))
        {
            options.Add($"--{option.LongName}", type);
            if (option.ShortName.Length > 0)
                options.Add($"-{option.ShortName}", type);
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            if (!options.TryGetValue(arguments[i], out var type) || type == typeof(bool))
                continue;
            if (i + 1 == arguments.Count || options.ContainsKey(arguments[i + 1].Split('=')[0]))
                throw new UsageException(
                    $"{arguments[i]} has no value; see 'costsim {verb.GetCustomAttribute<VerbAttribute>()!.Name} --help'");
            i++;
        }
    }
}
