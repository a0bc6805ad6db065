using System.Buffers;

namespace CostSim.Parquet.Tests;

public class TextDictionaryTests
{
    [Fact]
    public void Values_stand_in_the_order_in_which_they_occur()
    {
        var dictionary = Build("b", "a", null, "b", "é");
        Assert.Equal("0100000062" + "0100000061" + "02000000C3A9", Convert.ToHexString(dictionary.Entries.Span));
        Assert.Equal(3, dictionary.Count);
    }

    [Fact]
    public void Places_begin_with_their_width_and_leave_nulls_out()
    {
        Assert.Equal("02" + "03" + "8400", Places(Build("b", "a", null, "b", "é"), 0, 5)); // 0 1 0 2 in two bits each
        Assert.Equal("02" + "03" + "0200", Places(Build("b", "a", null, "b", "é", "b"), 4, 2)); // 2 0: the width is the dictionary's
        Assert.Equal("00" + "03", Places(Build("b", "b"), 0, 2)); // one value needs no bits
        Assert.Equal("01" + "03" + "02", Places(Build("b", "a"), 0, 2));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    [InlineData(0, false)]
    public void It_has_a_greatest_size(int bytesMax, bool fits) =>
        Assert.Equal(fits, TextDictionary.TryBuild(Data("b", "a", "b"), bytesMax) is not null);

    [Fact]
    public void Nothing_but_nulls_has_no_dictionary() => Assert.Null(TextDictionary.TryBuild(Data(null, null), 100));

    private static TextDictionary Build(params string?[] values) => TextDictionary.TryBuild(Data(values), 1000)!;

    private static TextData Data(params string?[] values) => (TextData)ColumnData.Of(values);

    private static string Places(TextDictionary dictionary, int start, int count)
    {
        var output = new ArrayBufferWriter<byte>();
        dictionary.WritePlaces(start, count, output);
        return Convert.ToHexString(output.WrittenSpan);
    }
}
