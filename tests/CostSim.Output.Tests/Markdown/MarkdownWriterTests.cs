using CostSim.Output.Markdown;
using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Markdown;

public class MarkdownWriterTests
{
    [Theory]
    [InlineData("plain words, 95.2 % – $210.", "plain words, 95.2 % – $210.")]
    [InlineData("a|b", "a\\|b")]
    [InlineData("<img src=x> & co", "&lt;img src=x&gt; &amp; co")]
    [InlineData("[link](http://x)", "\\[link\\](http://x)")]
    [InlineData("**bold** `code` ~~gone~~ \\", "\\*\\*bold\\*\\* \\`code\\` \\~\\~gone\\~\\~ \\\\")]
    [InlineData("two\nlines\r", "two lines ")]
    [InlineData("snake_case and _emphasis_", "snake_case and \\_emphasis\\_")]
    [InlineData("@somebody, #12, # x", "@&#8203;somebody, #&#8203;12, \\# x")]
    [InlineData("$x$ of $5", "\\$x\\$ of $5")]
    public void Words_are_no_markup(string text, string escaped) => Assert.Equal(escaped, MarkdownWriter.Escape(text));

    [Fact]
    public void Blocks_stand_apart_by_an_empty_line()
    {
        var writer = new MarkdownWriter();
        writer.Heading(3, "A # heading");
        writer.Paragraph("Words.");
        writer.Table(new ReportTable(
            [new("Name", IsNumber: false), new("Source") { Only = Medium.Page }, new("USD")],
            [new(["a|b", "", "1"]), new(["all", "", ""], RowWeight.Strong), new(["some", "", "2"], RowWeight.Detail)]));
        writer.List([new ReportLine("fine", LineTone.Good), new ReportLine("look", LineTone.Caution), new ReportLine("no", LineTone.Bad)]);
        writer.List([]);

        Assert.Equal(
            """
            ### A \# heading

            Words.

            | Name | USD |
            | --- | ---: |
            | a\|b | 1 |
            | **all** |  |
            | some | 2 |

            - fine
            - **look**
            - **no**

            """.ReplaceLineEndings("\n"), writer.ToString());
    }

    [Fact]
    public void What_is_folded_is_Markdown_again_and_its_summary_no_tag()
    {
        var writer = new MarkdownWriter();
        writer.Details("<b> & @me", () => writer.Paragraph("inside"));

        Assert.Equal("<details>\n<summary>&lt;b&gt; &amp; @&#8203;me</summary>\n\ninside\n\n</details>\n", writer.ToString());
    }

    [Fact]
    public void A_text_cannot_end_its_fence()
    {
        var writer = new MarkdownWriter();
        writer.Code("a\n````\nb\n");

        Assert.Equal("`````text\na\n````\nb\n`````\n", writer.ToString());
    }
}
