using CostSim.Batches;


namespace CostSim.Requests.Tests.Files;

/// <summary>What is no request is told with file, line and column, and without anything of the line.</summary>
public class RequestFaultTests
{
    private static readonly string Line = Batch.Chat(Batch.User("x"));

    [Theory]
    [InlineData("""{"custom_id":"1" "url":2}""", 18, "this is not JSON")]
    [InlineData("""{"ä😀":1,}""", 10, "this is not JSON")]
    [InlineData("""{"a":1} {"b":2}""", 9, "this is not JSON")]
    [InlineData("""{"a":"unfinished""", 17, "this is not JSON")]
    [InlineData("[1]", 1, "a request is a JSON object")]
    [InlineData("""{"requests":[]}""", 1, "this is no request of a known shape")]
    [InlineData("""{"custom_id":"1","body":{"model":"gpt-4o"}}""", 1, "a request with a `body` has a `url`")]
    [InlineData("""{"url":"/v1/images","body":{"model":"gpt-4o"}}""", 8, "this `url` is not one whose tokens can be counted")]
    [InlineData("""{"url":"/v1/responses","body":[]}""", 31, "the body of a request is a JSON object")]
    [InlineData("""{"params":{"model":"a name with spaces"}}""", 20, "`model` is not the name of a model")]
    [InlineData("""{"params":{"model":7}}""", 20, "`model` is not the name of a model")]
    public void A_line_that_is_no_request(string line, int column, string message)
    {
        var finding = Batch.Fault("", " ", line, "{").Finding;

        Assert.Equal(("batch.jsonl", 3, column), (finding.Source, finding.Line, finding.Column));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_no_utf8()
    {
        byte[] bytes = [.. """{"ä":"""u8, .. "\""u8, 0xFF, .. "\"}"u8];
        var finding = Assert.Throws<BatchException>(
            () => RequestCount.Of([new("batch.jsonl", () => new MemoryStream(bytes))])).Finding;

        Assert.Equal((1, 7, "this is not valid UTF-8"), (finding.Line, finding.Column, finding.Message));
    }

    [Fact]
    public void A_file_that_mixes_providers_names_the_line()
    {
        const string Other = """{"custom_id":"a","params":{"model":"claude-haiku-4-5","messages":[]}}""";
        var finding = Batch.Fault(Line, Line, Other).Finding;

        Assert.Equal((3, "this request is of Anthropic, those before it are of OpenAI"), (finding.Line, finding.Message));
        // In another block of lines than those before it.
        var far = Batch.Fault([.. Enumerable.Repeat(Line, 20_000), Other]).Finding;
        Assert.Equal((20_001, finding.Message), (far.Line, far.Message));
    }

    /// <summary>Of several faults in blocks that are counted at the same time, the first.</summary>
    [Fact]
    public void The_first_fault_is_told()
    {
        var lines = Enumerable.Repeat(Line, 60_000).ToArray();
        (lines[20_000], lines[30_000], lines[50_000]) = ("x", "{", "[");

        Assert.Equal(20_001, Batch.Fault(lines).Finding.Line);
    }

    /// <summary>
    /// A sentence in every place of every shape, and lines broken at every byte: it is in no message, and in nothing that is counted.
    /// </summary>
    [Fact]
    public void Nothing_of_a_line_is_in_a_message()
    {
        const string Secret = "the harbour master keeps a heron";
        var shapes = new[]
        {
            $$$"""{"custom_id":"{{{Secret}}}","method":"{{{Secret}}}","url":"/v1/chat/completions","{{{Secret}}}":"{{{Secret}}}","body":{"model":"gpt-4o","messages":[{"role":"{{{Secret}}}","name":"{{{Secret}}}","content":"{{{Secret}}}"}],"tools":["{{{Secret}}}"],"user":"{{{Secret}}}"}}""",
            $$$"""{"custom_id":"{{{Secret}}}","params":{"model":"claude-haiku-4-5","system":"{{{Secret}}}","messages":[{"role":"user","content":[{"type":"{{{Secret}}}","{{{Secret}}}":1}]}]}}""",
            $$$"""{"key":"{{{Secret}}}","request":{"contents":[{"parts":[{"text":"{{{Secret}}}"}]}],"cachedContent":"{{{Secret}}}"}}""",
            $$$"""{"recordId":"{{{Secret}}}","modelInput":{"prompt":"{{{Secret}}}"}}""",
            $$$"""{"url":"{{{Secret}}}","body":{}}""",
            $$$"""{"params":{"model":"{{{Secret}}}"}}""",
            Secret,
        };
        foreach (var shape in shapes)
        {
            for (var cut = 0; cut <= shape.Length; cut++)
            {
                foreach (var line in new[] { shape[..cut], $"{shape[..cut]}!{shape[cut..]}" })
                    Assert.DoesNotContain("heron", Told(line), StringComparison.OrdinalIgnoreCase);
            }
        }

        static string Told(string line)
        {
            try
            {
                var summary = Batch.Count(line);
                return $"{summary} {string.Join(' ', summary.Files)} {string.Join(' ', summary.Groups)}";
            }
            catch (BatchException e)
            {
                return $"{e}";
            }
        }
    }
}
