using System.IO.Hashing;
using CostSim.Usage.Reading;

namespace CostSim.Usage.Tests.Reading;

public class HashTableTests
{
    /// <summary>As a dictionary has them, through many growths; with hashes that share their beginning, their end, or are 0.</summary>
    [Fact]
    public void It_has_what_a_dictionary_has()
    {
        var (table, dictionary) = (new HashTable(), new Dictionary<UInt128, ulong>());
        for (var i = 0; i < 60_000; i++)
        {
            var hash = XxHash128.HashToUInt128(BitConverter.GetBytes(i % 40_000));
            Add(i % 5 == 0 ? hash >> 64 : i % 7 == 0 ? hash << 64 : hash);
        }

        Add(0);
        Assert.Equal(dictionary.Values.Order(), table.Values.Order());

        void Add(UInt128 hash)
        {
            table.ValueOf(hash, out var isNew)++;
            Assert.Equal(!dictionary.ContainsKey(hash), isNew);
            dictionary[hash] = dictionary.GetValueOrDefault(hash) + 1;
        }
    }
}
