using CostSim.Parquet.Reading;

namespace CostSim.Parquet.Tests.Reading;

public class ThriftCompactReaderTests
{
    [Fact]
    public void Fields_of_all_types_are_read_by_their_numbers()
    {
        var reader = new ThriftCompactReader(new byte[]
        {
            0x15, 5, // 1: the 32-bit integer -3
            0x11, // 2: true
            0x12, // 3: false
            0x18, 2, (byte)'a', (byte)'b', // 4: a text
            0x19, 0x25, 2, 4, // 5: a list of the integers 1 and 2
            0x1C, 0x26, 0x80, 0x01, 0, // 6: a struct with 64 in field 2
            0x1B, 1, 0x58, 2, 1, (byte)'x', // 7: a map, which is passed over
            0x06, 0x20, 14, // field 16, its number written out: 7
            0, 99,
        });
        var fields = reader.Struct();

        Assert.Equal((-3, 1, 0, "ab"), (fields.Integer(1), fields.Integer(2), fields.Integer(3), fields.Text(4)));
        Assert.Equal([1L, 2L], fields.List<long>(5));
        Assert.Equal((64, 7), (fields.Struct(6).Integer(2), fields.Integer(16)));
        Assert.Equal(27, reader.Position);
        Assert.False(fields.Has(8));
        Assert.Throws<InvalidDataException>(() => fields.Integer(4));
        Assert.Throws<InvalidDataException>(() => fields.Text(8));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x15 })] // it ends in a number
    [InlineData(new byte[] { 0x15, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0 })] // which does not end
    [InlineData(new byte[] { 0x18, 200, 1, 0 })] // a text beyond the end
    [InlineData(new byte[] { 0x19, 0xF5, 0xFF, 0xFF, 0xFF, 0x7F, 0 })] // a list beyond the end
    [InlineData(new byte[] { 0x1E, 0 })] // no such type
    public void What_is_no_struct_is_refused(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => new ThriftCompactReader(bytes).Struct());

    [Theory]
    [InlineData(0x1C)] // structs
    [InlineData(0x19)] // lists of lists
    public void Depth_is_limited(byte header) =>
        Assert.Throws<InvalidDataException>(() => new ThriftCompactReader(Enumerable.Repeat(header, 1_000_000).ToArray()).Struct());

    [Fact]
    public void The_number_of_values_is_limited()
    {
        byte[] bytes = [0x19, 0xFC, 0x80, 0x89, 0x7A, .. new byte[2_000_000]]; // two million empty structs

        Assert.Equal(
            "more values than a footer has", Assert.Throws<InvalidDataException>(() => new ThriftCompactReader(bytes).Struct()).Message);
    }
}
