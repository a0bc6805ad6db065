using CostSim.Engine.Planning;
using CostSim.Numerics.Random;

namespace CostSim.Engine.Tests.Planning;

public class StreamNamesTests
{
    [Fact]
    public void A_name_keeps_its_number_which_is_its_hash()
    {
        var names = new StreamNames();

        Assert.Equal(StreamId.Of("factors.medium/run"), names.Of("factors.medium/run"));
        Assert.Equal(names.Of("factors.medium/run"), names.Of("factors.medium/run"));
    }

    [Fact]
    public void Two_names_with_one_hash_have_two_numbers()
    {
        // Found by search; streams are frozen for ever.
        const string One = "phases.p290026.keep/run";
        const string Two = "phases.p1284420.keep/run";
        var names = new StreamNames();

        Assert.Equal(StreamId.Of(One), StreamId.Of(Two));
        Assert.NotEqual(names.Of(One), names.Of(Two));
        Assert.Equal(names.Of(Two), names.Of(Two));
        Assert.Equal(StreamId.Of(One), names.Of(One));
    }
}
