using System.Globalization;
using CostSim.Numerics.Random;

namespace CostSim.Numerics.Tests.Random;

public class WordAddressTests
{
    [Fact]
    public void Words_are_the_frozen_ones()
    {
        var rows = KnownAnswers.Of("words").ToList();
        Assert.Equal(73, rows.Count);
        foreach (var row in rows)
        {
            T Number<T>(string column)
                where T : IParsable<T> => T.Parse(row[column], CultureInfo.InvariantCulture);
            var address = new WordAddress(Number<uint>("stream"), Number<uint>("item"), Number<int>("call"));
            var seed = Number<ulong>("seed");
            var trial = Number<long>("trial");
            Assert.Equal(
                (address, seed, trial, uint.Parse(row["word"], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
                (address, seed, trial, address.Word(seed, trial)));
        }
    }

    [Fact]
    public void A_group_of_trials_uses_all_words_of_sixteen_counters()
    {
        var address = new WordAddress(11, 22, 33);
        const long first = (5L << 38) + 64 * 7;
        var counter = (ulong)first / 64 * 16;
        for (var lane = 0u; lane < 16; lane++)
        {
            var block = Philox.Block((uint)counter + lane, (uint)(counter >> 32) | (33u << 10), 22, 11, 99);
            uint WordOf(int register) => address.Word(99, first + lane + 16 * register);
            Assert.Equal(block, (WordOf(0), WordOf(1), WordOf(2), WordOf(3)));
        }
    }

    [Fact]
    public void The_last_trial_and_the_last_call_do_not_run_into_each_other()
    {
        var group = WordAddress.GroupCounter(WordAddress.TrialsMax - 1);
        Assert.Equal((1ul << 42) - 16, group);
        Assert.Equal(0x000003FFu, new WordAddress(0, 0, 0).CounterHigh(group));
        Assert.Equal(0xFFFFFFFFu, new WordAddress(0, 0, WordAddress.CallsMax - 1).CounterHigh(group));
        Assert.Equal(0xFFFFFC00u, new WordAddress(0, 0, WordAddress.CallsMax - 1).CounterHigh(0));
    }
}
