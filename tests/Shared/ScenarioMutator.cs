using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Tests;

/// <summary>Changes the text of a scenario at random: bytes, pieces, words of the language, numbers.</summary>
internal static partial class ScenarioMutator
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "0", "1e999", "5", "[3, 1]", "[1, 2, 3]", "{}", "[]", "\"low\"",
        "\"rate\"",
        "\"split\": 4000000,", "\"share\": 0.1,", "\"level\": \"call\",", "\"chance\": 0.5,", "\"90%\": [1, 2],", "\"discrete\": [[1, 1]],",
        "/*", "//", "\n",
        "\u0000", "\uFEFF", "ü", "\\ud800", "\"P4\"", "\"spread\": {},", "\"local\": true,", "\"runs\": 3,", "1e-400", "00",
        "\"truncate\": [0, 1],", "\"clip\": [1, 1e9],", "\"percentiles\": {\"p10\": 1, \"p50\": 2, \"p90\": 9},",
        "\"mixture\": [[[1, 2], 0.5], [3, 0.5]],",
        "\"normal\": {\"mean\": 5, \"sd\": 1e9},", "\"lognormal\": {\"p1\": 1e-300, \"p99\": 1e300},", "\"values\": [1, 2],",
        "\"file\": \"/dev/zero\",", "\"betaFrom\": {\"k\": 0, \"n\": 1000000},",
        "\"runs\": { \"a\": { \"items\": 5, \"change\": { \"phases.P4\": null } }, \"b\": { \"items\": [1, 2] } },",
        "\"period\": \"month\",",
        "\"variants\": { \"x\": { \"factors.low\": null, \"phases.P4.retry.rate\": 2, \"tier\": \"standard\" } },",
        "\"safetyMargin\": 0.2,",
        "\"operations\": [ { \"name\": \"a\", \"usdPerRun\": [1, 2] } ],", "\"per\": \"item\",", "\"of\": \"all\",", "\"run\": \"a\",",
        "{\"product\": [[0.5, 2], \"low\", 3]}", "{\"sum\": [1, {\"product\": [\"medium\", {\"90%\": [0.6, 1.9]}]}]}",
        "{\"cached\": 0.5, \"of\": 900}", "{\"by\": {\"easy\": 1, \"hard\": [2, 3]}}",
        "\"split\": {\"easy\": 2, \"hard\": 3},", "\"route\": {\"x\": 0.5, \"y\": \"rest\"},", "\"only\": \"hard\",", "\"join\": true,",
        "\"duplicate\": 0.1,", "\"rerun\": \"P1\",",
        "\"correlations\": [ { \"between\": [\"factors.low\", \"factors.medium\"], \"rank\": 0.5 } ],", "\"timing\": \"real-time\",",
    ];

    private static readonly double[] Factors = [0, 0.001, 0.1, 0.5, 0.9, 1.1, 2, 10, 1000, 1e6];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "1e-9", "0.001", "0.5", "0.999", "2", "3", "17", "1000", "65536", "4000000", "1e9", "1e12", "1e15",
        "1e300", "[0, 1]", "[1, 1e9]", "{\"90%\": [1, 1e6]}", "{\"range\": [0.1, 0.9], \"level\": \"item\"}",
        "{\"range\": [1, 900], \"level\": \"call\"}",
    ];

    /// <summary>A piece of a text.</summary>
    public static string Piece(Random random) => Pieces[random.Next(Pieces.Length)];

    /// <summary>Another number, or an amount, in the place of one of the numbers of a text.</summary>
    public static string MutateNumber(string text, Random random)
    {
        var numbers = Number().Matches(text);
        if (numbers.Count == 0)
            return text;
        var number = numbers[random.Next(numbers.Count)];
        var scaled = double.Parse(number.Value, CultureInfo.InvariantCulture) * Factors[random.Next(Factors.Length)];
        var other = random.Next(3) == 0 ? Numbers[random.Next(Numbers.Length)] : scaled.ToString("R", CultureInfo.InvariantCulture);
        return $"{text[..number.Index]}{other}{text[(number.Index + number.Length)..]}";
    }

    /// <summary>Changes, removes, doubles or inserts something.</summary>
    public static void Mutate(List<byte> text, Random random)
    {
        var at = random.Next(text.Count);
        switch (random.Next(5))
        {
            case 0:
                text[at] = (byte)random.Next(256);
                break;
            case 1:
                text.RemoveRange(at, Math.Min(random.Next(1, 20), text.Count - at));
                break;
            case 2:
                text.InsertRange(at, text.GetRange(at, Math.Min(random.Next(1, 200), text.Count - at)));
                break;
            case 3 when random.Next(20) == 0:
                text.RemoveRange(at, text.Count - at);
                break;
            default:
                text.InsertRange(at, Encoding.UTF8.GetBytes(Piece(random)));
                break;
        }
    }

    /// <summary>A number that is a value: after a colon, a comma or a bracket.</summary>
    [GeneratedRegex(@"(?<=[:,\[]\s*)-?[0-9]+(\.[0-9]+)?(?=\s*[,\]}])")]
    private static partial Regex Number();
}
