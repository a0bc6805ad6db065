using System.Xml.Linq;
using CostSim.Output.Pages;

namespace CostSim.Output.Tests.Pages;

public class HtmlWriterTests
{
    [Fact]
    public void Texts_and_attributes_are_escaped() => Assert.Equal(
        "<!doctype html>\n<p title=\"&quot;&#39;&lt;&gt;&amp;\">&lt;/script&gt;&amp;amp; &quot;x&quot; &#39;y&#39;</p>\n",
        HtmlWriter.Write(new XElement("p", new XAttribute("title", "\"'<>&"), "</script>&amp; \"x\" 'y'")));

    [Fact]
    public void What_HTML_cannot_hold_is_replaced() => Assert.Equal(
        "<!doctype html>\n<p>a\ufffdb\ufffdc\td</p>\n", HtmlWriter.Write(new XElement("p", "a\u0000b\u009bc\td")));

    [Fact]
    public void Empty_elements_are_closed_unless_they_hold_nothing_ever() => Assert.Equal(
        "<!doctype html>\n<p><b></b><br><meta name=\"a\"></p>\n",
        HtmlWriter.Write(new XElement("p", new XElement("b"), new XElement("br"), new XElement("meta", new XAttribute("name", "a")))));

    [Fact]
    public void The_pages_own_script_stands_as_it_is() =>
        Assert.Equal("<!doctype html>\n<script>a < b && '\"'</script>\n", HtmlWriter.Write(new XElement("script", "a < b && '\"'")));

    [Fact]
    public void A_number_stays_with_its_percent_sign() =>
        Assert.Equal("<!doctype html>\n<p>5\u00a0% of 10\u00a0%</p>\n", HtmlWriter.Write(new XElement("p", "5 % of 10 %")));
}
