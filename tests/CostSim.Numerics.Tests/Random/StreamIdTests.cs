using System.Globalization;
using CostSim.Numerics.Random;

namespace CostSim.Numerics.Tests.Random;

public class StreamIdTests
{
    [Fact]
    public void Streams_are_the_frozen_ones()
    {
        var rows = KnownAnswers.Of("streams").ToList();
        Assert.Equal(17, rows.Count);
        foreach (var row in rows)
        {
            var known = uint.Parse(row["stream"], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.Equal((row["name"], known), (row["name"], StreamId.Of(row["name"])));
        }
    }

    [Fact]
    public void Ten_thousand_numbered_names_have_streams_of_their_own() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(i => StreamId.Of($"phase{i}/input")).Distinct().Count());
}
