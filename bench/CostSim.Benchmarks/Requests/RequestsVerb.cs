using System.Globalization;
using System.Text;
using CommandLine;

namespace CostSim.Benchmarks.Requests;

/// <summary><c>requests</c>: writes a file of requests to count, the same bytes for the same number.</summary>
[Verb("requests", HelpText = "Write a batch of OpenAI chat requests of about a kilobyte each, to be counted by 'costsim tokens'.")]
internal sealed class RequestsVerb
{
    private const string System = "You label support tickets of a shop for outdoor equipment. Read the ticket and answer with one "
        + "JSON object that has the keys label, urgency and language. The label is one of delivery, return, defect, invoice, advice and other; "
        + "the urgency is a whole number from 1 to 5; the language is a code of two letters. Answer with the object alone.";

    [Option("count", Default = 1_000_000, HelpText = "Number of requests.")]
    public int Count { get; set; } = 1_000_000;

    [Option("out", Required = true, HelpText = "The file to write.")]
    public string Out { get; set; } = "";

    public int Execute()
    {
        using var writer = new StreamWriter(Out, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        writer.NewLine = "\n";
        var text = new InventedText();
        for (var i = 0; i < Count; i++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $$$"""{"custom_id": "request-{{{i}}}", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-5-mini", "max_completion_tokens": 200, "messages": [{"role": "system", "content": "{{{System}}}"}, {"role": "user", "content": "{{{text.Next(i)}}}"}]}}"""));
        }

        Console.WriteLine($"{Out}: {Count} requests");
        return 0;
    }
}
