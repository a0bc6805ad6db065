using System.Text.RegularExpressions;

namespace CostSim.Deployment;

/// <summary>The name of a run in a cluster: what DNS allows in a host name, since pods are named after it.</summary>
public static partial class ObjectName
{
    /// <summary>Maximum length: 63 of a host name, less what job and pod add.</summary>
    public const int LengthMax = 40;

    public static bool IsOne(string text) => text.Length <= LengthMax && Label().IsMatch(text);

    /// <summary>Whether an object that is there already may have the name.</summary>
    public static bool IsOfExisting(string text) => text.Length <= 253 && Subdomain().IsMatch(text);

    /// <summary>A name made of any text, after the program's own.</summary>
    public static string From(string text)
    {
        var letters = new string([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]);
        var name = string.Join('-', ["costsim", .. letters.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        return name[..Math.Min(name.Length, LengthMax)].TrimEnd('-');
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
