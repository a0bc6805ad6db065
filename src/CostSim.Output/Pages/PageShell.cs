using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace CostSim.Output.Pages;

/// <summary>
/// What all pages have around their sections. A page is one self-contained file: its content security policy allows only its own style and
/// script, by their hashes.
/// </summary>
internal static class PageShell
{
    private static readonly string Style = Resource("review.css");
    private static readonly string Script = Resource("review.js");

    /// <param name="title">The title of the window.</param>
    /// <param name="header">What stands above the contents.</param>
    /// <param name="sections">The sections, each with an id and a heading; the first is what readers come for.</param>
    /// <param name="version">Version of the program.</param>
    public static XElement Html(string title, XElement header, IReadOnlyList<XElement> sections, string version) => new(
        "html", new XAttribute("lang", "en"),
        Head(title),
        new XElement(
            "body",
            new XElement("a", Markup.Class("skip"), new XAttribute("href", $"#{Id(sections[0])}"), "Skip to the result"),
            header,
            new XElement("nav", new XAttribute("aria-label", "Contents"), new XElement("ul", sections.Select(section => new XElement(
                "li", new XElement("a", new XAttribute("href", $"#{Id(section)}"), section.Element("h2")!.Value))))),
            new XElement("main", sections),
            new XElement("footer",
                Markup.P($"Written by costsim {version}. This page is self-contained: it loads nothing and sends nothing.")),
            new XElement("script", Script)));

    /// <summary>Writes a page in UTF-8.</summary>
    public static void Write(Stream stream, XElement html) => stream.Write(Encoding.UTF8.GetBytes(HtmlWriter.Write(html)));

    private static string Id(XElement section) => section.Attribute("id")!.Value;

    private static XElement Head(string title) => new(
        "head",
        new XElement("meta", new XAttribute("charset", "utf-8")),
        new XElement(
            "meta", new XAttribute("http-equiv", "Content-Security-Policy"),
            new XAttribute("content",
                $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'")),
        new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
        new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
        new XElement("title", title),
        new XElement("style", Style));

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(PageShell).Assembly.GetManifestResourceStream($"CostSim.Output.Pages.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The hash is of the text as parsed by a browser, with normalised line ends.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
