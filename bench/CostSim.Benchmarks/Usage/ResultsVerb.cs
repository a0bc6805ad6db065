using System.Diagnostics;
using System.Globalization;
using System.Text;
using CommandLine;
using CostSim.Benchmarks.Requests;
using CostSim.Numerics.Random;
using CostSim.Usage;

namespace CostSim.Benchmarks.Usage;

/// <summary><c>results</c>: writes a file of results, the same bytes for the same number, or reads one and tells the time.</summary>
[Verb("results", HelpText = "Write results of an OpenAI batch of about a kilobyte each, or read files of them.")]
internal sealed class ResultsVerb
{
    [Option("count", Default = 1_000_000, HelpText = "Number of results to write.")]
    public int Count { get; set; } = 1_000_000;

    [Option("out", HelpText = "The file to write.")]
    public string? Out { get; set; }

    [Option("read", HelpText = "A file or folder to read instead.")]
    public string? Read { get; set; }

    public int Execute() => Read is { } path ? ReadFiles(path) : Out is { } file ? Write(file) : 2;

    private static int ReadFiles(string path)
    {
        var watch = Stopwatch.StartNew();
        var rows = 0L;
        var summary = Ledger.Read(Ledger.Files([path]), _ => rows++);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows} rows, {summary.Tokens.Input} input and {summary.Tokens.Output} output tokens: {watch.Elapsed.TotalSeconds:0.0} s, "
                + $"{self.TotalProcessorTime.TotalSeconds:0.0} s of processor time, {self.PeakWorkingSet64 >> 20} MB"));
        return 0;
    }

    private int Write(string file)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        writer.NewLine = "\n";
        var text = new InventedText();
        for (var i = 0; i < Count; i++)
        {
            // Words of their own for each number, in the place where a text of the same number has none.
            var words = Philox.Block((uint)i, uint.MaxValue, 0, 0, 0);
            var (prompt, cached, reasoning, visible) = (1024 + words.X0 % 1024, words.X1 % 8 * 128, words.X2 % 512, 1 + words.X3 % 256);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $$$"""{"id": "batch_req_{{{i}}}", "custom_id": "request-{{{i}}}", "response": {"status_code": 200, "request_id": "req_{{{i}}}", "body": {"id": "chatcmpl-{{{i}}}", "object": "chat.completion", "created": 1795000000, "model": "gpt-5-mini-2025-08-07", "choices": [{"index": 0, "message": {"role": "assistant", "content": "{{{text.Next(i)}}}", "refusal": null}, "logprobs": null, "finish_reason": "stop"}], "usage": {"prompt_tokens": {{{prompt}}}, "completion_tokens": {{{reasoning + visible}}}, "total_tokens": {{{prompt + reasoning + visible}}}, "prompt_tokens_details": {"cached_tokens": {{{cached}}}, "audio_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": {{{reasoning}}}, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}}, "service_tier": "default", "system_fingerprint": null}}, "error": null}"""));
        }

        Console.WriteLine($"{file}: {Count} results");
        return 0;
    }
}
