using System.Globalization;
using System.Text;
using CostSim.Batches;
using CostSim.Output.Requests.Scenarios;
using CostSim.Requests;

namespace CostSim.Output.Tests.Requests.Scenarios;

/// <summary>Lengths of requests as a file to draw from. A list of tokens has the length that it has, whatever encodes texts.</summary>
public class LengthColumnTests
{
    [Fact]
    public void Each_request_has_its_value() =>
        Assert.Equal("inputTokens\n3\n5\n5\n9\n", LengthColumn.Of(Lengths(5, 9, 3, 5), null));

    [Fact]
    public void What_follows_a_shared_beginning_has_a_column_of_its_own() =>
        Assert.Equal("inputTokens,afterBeginning\n3,1\n9,7\n", LengthColumn.Of(Lengths(9, 3), 2));

    /// <summary>Of 250,000 requests two and a half stand behind each value; their mean, and that of their lower half, stay.</summary>
    [Fact]
    public void Many_requests_are_averaged_over_equal_shares()
    {
        var lengths = Enumerable.Range(0, 250_000).Select(i => 1 + i * 7919 % 613).ToArray();
        var values = LengthColumn.Of(Lengths(lengths), null).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(100_000, values.Length);
        Assert.Equal(lengths.Average(), values.Average(), 1e-6);
        Assert.Equal(lengths.Order().Take(125_000).Average(), values.Take(50_000).Average(), 1e-6);
        Assert.Equal((1, 613), (values[0], values[^1]));
    }

    private static LengthTally Lengths(params int[] lengths)
    {
        var lines = string.Join('\n', lengths.Select(length => $$$"""
            {"url":"/v1/embeddings","body":{"model":"text-embedding-3-small","input":[{{{string.Join(',', Enumerable.Repeat('7', length))}}}]}}
            """));
        return RequestCount.Of([new BatchFile("a.jsonl", () => new MemoryStream(Encoding.UTF8.GetBytes(lines)))]).Groups[0].Lengths;
    }
}
