using System.Buffers;

namespace CostSim.Parquet.Tests;

/// <summary>Bytes worked out by hand from the specification of Thrift's compact protocol.</summary>
public class ThriftCompactWriterTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7F")]
    [InlineData(128UL, "8001")]
    [InlineData(300UL, "AC02")]
    [InlineData(50399UL, "DF8903")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void A_varint_has_seven_bits_a_byte_lowest_first(ulong value, string hex)
    {
        var output = new ArrayBufferWriter<byte>();
        ThriftCompactWriter.WriteVarint(output, value);
        Assert.Equal(hex, Convert.ToHexString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0L, "1600")]
    [InlineData(-1L, "1601")]
    [InlineData(1L, "1602")]
    [InlineData(-2L, "1603")]
    [InlineData(int.MaxValue, "16FEFFFFFF0F")]
    [InlineData(long.MinValue, "16FFFFFFFFFFFFFFFFFF01")]
    public void A_64_bit_field_is_zigzag(long value, string hex) => Expect(hex, thrift => thrift.Int64(1, value));

    [Theory]
    [InlineData(-1, "1501")]
    [InlineData(int.MinValue, "15FFFFFFFF0F")]
    public void A_32_bit_field_is_zigzag(int value, string hex) => Expect(hex, thrift => thrift.Int32(1, value));

    [Fact]
    public void A_field_header_holds_the_step_up_to_15_else_the_number() => Expect("1502" + "F504" + "0540" + "06" + "1508", thrift =>
    {
        thrift.Int32(1, 1); // step 1
        thrift.Int32(16, 2); // step 15
        thrift.Int32(32, 3); // step 16: a zero step, then 32 in zigzag, then the value
        thrift.Int32(33, 4);
    });

    [Fact]
    public void Text_is_its_length_in_bytes_and_its_utf8() => Expect("4803" + "61C3A9", thrift => thrift.Text(4, "aé"));

    [Fact]
    public void Fields_number_anew_in_a_struct_and_go_on_after_it() => Expect("2C" + "1502" + "00" + "1504", thrift =>
    {
        thrift.BeginStruct(2);
        thrift.Int32(1, 1);
        thrift.EndStruct();
        thrift.Int32(3, 2);
    });

    [Fact]
    public void A_list_below_15_has_its_size_in_its_header() =>
        Expect("1935" + "000610" + "1918" + "0161", thrift =>
        {
            thrift.Int32List(1, [0, 3, 8]);
            thrift.TextList(2, ["a"]);
        });

    [Fact]
    public void A_list_of_15_or_more_has_its_size_after_its_header() =>
        Expect("19F5" + "0F" + string.Concat(Enumerable.Repeat("02", 15)), thrift => thrift.Int32List(1, [.. Enumerable.Repeat(1, 15)]));

    [Fact]
    public void A_list_of_structs_has_elements_that_number_anew() => Expect("192C" + "150200" + "150400" + "1506", thrift =>
    {
        thrift.StructList(1, 2);
        thrift.BeginElement();
        thrift.Int32(1, 1);
        thrift.EndStruct();
        thrift.BeginElement();
        thrift.Int32(1, 2);
        thrift.EndStruct();
        thrift.Int32(2, 3);
    });

    private static void Expect(string hexOfFields, Action<ThriftCompactWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        var thrift = new ThriftCompactWriter(output);
        write(thrift);
        thrift.EndStruct();
        Assert.Equal(hexOfFields + "00", Convert.ToHexString(output.WrittenSpan));
    }
}
