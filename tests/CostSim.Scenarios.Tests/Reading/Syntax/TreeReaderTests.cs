using System.Text;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Tests.Reading.Syntax;

public class TreeReaderTests
{
    [Fact]
    public void Every_node_knows_its_place_in_characters()
    {
        var root = Read("{\n  // größer\n  \"Prüf\": [1, \"ü\", true], /* ß */ \"b\": null,\n}");

        Assert.Equal((1, 1), At(root.Spot));
        Assert.Equal((3, 3), At(root.Members[0].Spot));
        Assert.Equal((3, 11), At(root.Members[0].Value.Spot));
        Assert.Equal((3, 15), At(root.Members[0].Value.Elements[1].Spot));
        Assert.Equal((3, 20), At(root.Members[0].Value.Elements[2].Spot));
        Assert.Equal((3, 35), At(root.Members[1].Spot));
        Assert.Equal(
            "{\"Prüf\":[1,\"ü\",true],\"b\":null}", root.ToCanonicalJson().Replace("\\u00FC", "ü", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_key_written_twice_is_there_twice() => Assert.Equal(2, Read("{ \"a\": 1, \"a\": 2 }").Members.Count);

    [Fact]
    public void Depth_64_is_read_and_65_is_not()
    {
        Read(new string('[', 64) + new string(']', 64));

        var findings = new Findings();
        Assert.Null(new TreeReader("t", 0, 1, findings).Read(Encoding.UTF8.GetBytes(new string('[', 100_000))));
        Assert.Equal(
            "t(1,65): error: objects and lists stand more than 64 deep within each other",
            Assert.Single(findings.InTextOrder()).ToString());
    }

    private static (int, int) At(Spot spot) => (spot.Line, spot.Column);

    private static ScenarioNode Read(string text)
    {
        var findings = new Findings();
        var root = new TreeReader("t", 0, 1, findings).Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(findings.InTextOrder());
        return root!;
    }
}
