namespace CostSim.Cli.Terminal;

/// <summary>Puts arguments into the form that the parser reads.</summary>
internal static class Arguments
{
    /// <summary>Stands between the values of a repeated option; no key or value holds it.</summary>
    public const char Separator = '\u001f';

    /// <summary>
    /// Joins the values of an option given several times into one value. The parser's own sequences take whatever follows them, the file too.
    /// </summary>
    public static IReadOnlyList<string> JoinRepeated(IReadOnlyList<string> arguments, string option)
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
}
