using System.Security.Cryptography;
using System.Text;

namespace CostSim.Scenarios.Tests;

public class ScenarioHashTests
{
    private static readonly string Text = Given.Input("[10, 20]");

    [Fact]
    public void Without_changes_it_is_the_hash_of_the_text() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))), Hash(Text));

    [Fact]
    public void Every_difference_of_text_or_changes_shows()
    {
        string[] hashes =
        [
            Hash(Text), Hash(Text + "\n"), Hash(Text, "items=5"), Hash(Text, "items=6"), Hash(Text, "items=5", "name=x"), Hash(
                Text, "name=x", "items=5"),
            Given.Read(Text, new ScenarioChanges([], Tier.Standard)).Scenario!.Hash,
            Given.Read(Text, new ScenarioChanges([], Tier.Batch)).Scenario!.Hash,
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void How_a_changes_value_is_written_does_not_matter()
    {
        Assert.Equal(Hash(Text, "phases.P1.inputTokens=[1,2]"), Hash(Text, "phases.P1.inputTokens= [ 1.0, 2e0 ]"));
        Assert.Equal(Hash(Text, "model=gpt-5"), Hash(Text, "model=\"gpt-5\""));
    }

    private static string Hash(string text, params string[] changes) => Given.Scenario(text, changes).Hash;
}
