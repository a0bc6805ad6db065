using CostSim.Batches;
using CostSim.Requests.Tests.Counting;

namespace CostSim.Requests.Tests.Shapes;

/// <summary>One small request of each shape: whose it is, its model, its tokens, its cap.</summary>
public class RequestShapeTests
{
    private static long Text(string text) => NaiveBpe.O200k.Count(text);

    [Fact]
    public void Chat_completions_of_openai_and_azure()
    {
        foreach (var (url, provider) in new[] { ("/v1/chat/completions", Provider.OpenAi), ("/chat/completions", Provider.Azure) })
        {
            var group = Batch.Group($$$"""
                {"custom_id":"a","method":"POST","url":"{{{url}}}","body":{"max_completion_tokens":70,"n":3,"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Why?"}],"model":"gpt-4o"}}
                """);

            Assert.Equal((provider, Endpoint.ChatCompletions, "gpt-4o"), (group.Provider, group.Endpoint, group.Model));
            Assert.Equal(Batch.Expected(("developer", "Be brief."), ("user", "Why?")), group.Lengths.Sum);
            Assert.Equal((210, 210), group.OutputCaps);
            Assert.True(group.IsExact);
        }
    }

    [Theory]
    [InlineData(""" "Tell me a story." """, false)]
    [InlineData("""[{"role":"user","content":"Tell me a story."}]""", false)]
    [InlineData("""[{"type":"message","role":"user","content":[{"type":"input_text","text":"Tell me a story."}]}]""", false)]
    public void Responses(string input, bool isExact)
    {
        var group = Batch.Group($$$"""
            {"custom_id":"a","method":"POST","url":"/v1/responses","body":{"model":"gpt-4.1","input":{{{input}}},"instructions":"Be kind.","max_output_tokens":300}}
            """);

        Assert.Equal((Endpoint.Responses, "gpt-4.1"), (group.Endpoint, group.Model));
        Assert.Equal(Batch.Expected(("system", "Be kind."), ("user", "Tell me a story.")), group.Lengths.Sum);
        Assert.Equal((300, 300), group.OutputCaps);
        Assert.Equal(isExact, group.IsExact);
    }

    [Theory]
    [InlineData(""" "the sea at night" """, 4, 1)]
    [InlineData("""["the sea", "at night"]""", 4, 2)]
    [InlineData("[1820, 9581, 520, 3814]", 4, 1)]
    [InlineData("[[1820, 9581], [520, 3814, 7]]", 5, 2)]
    [InlineData("[]", 0, 0)]
    public void Embeddings_have_the_tokens_of_their_texts_and_no_output(string input, long tokens, long inputs)
    {
        var summary = Batch.Count($$$"""
            {"custom_id":"a","method":"POST","url":"/v1/embeddings","body":{"model":"text-embedding-3-small","input":{{{input}}}}}
            """);

        var group = Assert.Single(summary.Groups);
        Assert.Equal((tokens, inputs), (group.Lengths.Sum, summary.Files[0].Inputs));
        Assert.Equal((true, false, false), (group.IsExact, group.HasOutput, group.IsUnlimited));
        Assert.Null(group.SharedPrefix);
    }

    [Fact]
    public void Completions()
    {
        var group = Batch.Group("""
            {"custom_id":"a","method":"POST","url":"/v1/completions","body":{"model":"gpt-3.5-turbo-instruct","prompt":"Once upon a time","max_tokens":9}}
            """);

        Assert.Equal((4, 9), (group.Lengths.Sum, group.OutputCaps!.Value.Max));
    }

    [Theory]
    [InlineData(""" "Be fair." """, """ "Who pays?" """)]
    [InlineData("""[{"type":"text","text":"Be fair.","cache_control":{"type":"ephemeral"}}]""", """[{"type":"text","text":"Who pays?"}]""")]
    public void Message_batches_of_anthropic(string system, string content)
    {
        var group = Batch.Group($$$"""
            {"custom_id":"a","params":{"model":"claude-haiku-4-5","max_tokens":1024,"system":{{{system}}},"messages":[{"role":"user","content":{{{content}}}}]}}
            """);

        Assert.Equal((Provider.Anthropic, Endpoint.Messages, "claude-haiku-4-5"), (group.Provider, group.Endpoint, group.Model));
        Assert.Equal(Batch.Expected(("system", "Be fair."), ("user", "Who pays?")), group.Lengths.Sum);
        Assert.Equal((1024, 1024), group.OutputCaps);
        Assert.False(group.IsExact);
    }

    [Theory]
    [InlineData("""{"params":{"system":[{"type":"text","text":"Be fair.","cache_control":{"type":"ephemeral"}}],"messages":[]}}""", 1)]
    [InlineData("""{"modelInput":{"messages":[{"role":"user","content":[{"text":"x"},{"cachePoint":{"type":"default"}}]}]}}""", 1)]
    [InlineData("""{"params":{"messages":[{"role":"user","content":"What is \"cache_control\" or \"cachePoint\"?"}]}}""", 0)]
    public void Marks_of_what_is_to_be_cached(string line, long marks) => Assert.Equal(marks, Batch.Group(line).WithCacheMarks);

    [Theory]
    [InlineData("systemInstruction", "generationConfig", "maxOutputTokens")]
    [InlineData("system_instruction", "generation_config", "max_output_tokens")]
    public void Gemini_has_a_key_and_vertex_has_none(string system, string settings, string cap)
    {
        var request = $$$"""
            "request":{"contents":[{"role":"user","parts":[{"text":"Where is it?"}]}],"{{{system}}}":{"parts":[{"text":"Be exact."}]},"{{{settings}}}":{"temperature":1,"{{{cap}}}":256}}
            """;
        foreach (var (line, provider) in new[] { ($"{{\"key\":\"a\",{request}}}", Provider.Gemini), ($"{{{request}}}", Provider.Vertex) })
        {
            var group = Batch.Group(line);

            Assert.Equal((provider, Endpoint.GenerateContent, (string?)null), (group.Provider, group.Endpoint, group.Model));
            Assert.Equal(Batch.Expected(("system", "Be exact."), ("user", "Where is it?")), group.Lengths.Sum);
            Assert.Equal((256, 256), group.OutputCaps);
        }
    }

    [Theory]
    [InlineData(""" "anthropic_version":"bedrock-2023-05-31","max_tokens":90,"system":"Be fair.","messages":[{"role":"user","content":"Who pays?"}] """)]
    [InlineData(
        """ "system":[{"text":"Be fair."}],"messages":[{"role":"user","content":[{"text":"Who pays?"}]}],"inferenceConfig":{"maxTokens":90} """)]
    [InlineData(
        """ "schemaVersion":"messages-v1","system":[{"text":"Be fair."}],"messages":[{"role":"user","content":[{"text":"Who pays?"}]}],"inferenceConfig":{"max_new_tokens":90} """)]
    public void Bedrock_as_converse_or_invoke_model(string body)
    {
        var group = Batch.Group($$$"""{"recordId":"a","modelInput":{{{{body}}}}}""");

        Assert.Equal((Provider.Bedrock, Endpoint.ModelInput, (string?)null), (group.Provider, group.Endpoint, group.Model));
        Assert.Equal(Batch.Expected(("system", "Be fair."), ("user", "Who pays?")), group.Lengths.Sum);
        Assert.Equal((90, 90), group.OutputCaps);
    }

    [Theory]
    [InlineData(""" "prompt":"Who pays?","max_gen_len":90 """)]
    [InlineData(""" "prompt":"Who pays?","max_tokens":90 """)]
    [InlineData(""" "inputText":"Who pays?","textGenerationConfig":{"maxTokenCount":90} """)]
    public void Bedrock_with_one_text(string body)
    {
        var group = Batch.Group($$$"""{"recordId":"a","modelInput":{{{{body}}}}}""");

        Assert.Equal(Text("Who pays?"), group.Lengths.Sum);
        Assert.Equal((90, 90), group.OutputCaps);
    }

    [Fact]
    public void The_model_of_a_job_and_of_a_deployment_can_be_given()
    {
        var options = new CountOptions
        {
            Model = "claude-haiku-4-5",
            Deployments = new Dictionary<string, string> { ["mine"] = "gpt-4o" },
        };
        var bedrock = Batch.Count(options, """{"recordId":"a","modelInput":{"prompt":"x"}}""");
        var azure = Batch.Count(options, Batch.Chat(Batch.User("x"), model: "mine"), Batch.Chat(Batch.User("x"), model: "other"));

        Assert.Equal("claude-haiku-4-5", Assert.Single(bedrock.Groups).Model);
        Assert.Equal(["gpt-4o", "other"], azure.Groups.Select(group => group.Model));
    }

    [Fact]
    public void Tools_and_schemas_are_counted_as_their_json_which_is_an_estimate()
    {
        const string Tools = """[{"type":"function","function":{"name":"weather","description":"The weather of a place"}}]""";
        const string Schema = """{"type":"object","properties":{"label":{"type":"string"}}}""";
        var group = Batch.Group(Batch.Chat(Batch.User("Hi"), more:
            $$$""","tools":{{{Tools}}},"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{{{Schema}}}}}"""));
        var plain = Batch.Group(Batch.Chat(Batch.User("Hi"), more: ""","response_format":{"type":"json_object"}"""));

        Assert.Equal(Batch.Expected(("user", "Hi")) + Text(Tools) + Text(Schema), group.Lengths.Sum);
        Assert.Equal((1, false), (group.WithJson, group.IsExact));
        Assert.Equal((Batch.Expected(("user", "Hi")), true), (plain.Lengths.Sum, plain.IsExact));
    }

    [Fact]
    public void Calls_of_tools_in_a_conversation_count_too()
    {
        const string Calls = """[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]""";
        var group = Batch.Group(Batch.Chat(
            $$$"""[{"role":"assistant","content":null,"tool_calls":{{{Calls}}}},{"role":"tool","tool_call_id":"c","content":"sunny"}]"""));

        Assert.Equal(Batch.Expected(("assistant", ""), ("tool", "sunny")) + Text(Calls), group.Lengths.Sum);
        Assert.False(group.IsExact);
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}""", UncountedPart.Image)]
    [InlineData("""{"type":"input_image","image_url":"data:image/png;base64,AAAA"}""", UncountedPart.Image)]
    [InlineData("""{"type":"image","source":{"type":"base64","data":"AAAA"}}""", UncountedPart.Image)]
    [InlineData("""{"image":{"format":"png","source":{"bytes":"AAAA"}}}""", UncountedPart.Image)]
    [InlineData("""{"inlineData":{"mimeType":"image/jpeg","data":"AAAA"}}""", UncountedPart.Image)]
    [InlineData("""{"fileData":{"mimeType":"video/mp4","fileUri":"gs://b/c"}}""", UncountedPart.Video)]
    [InlineData("""{"file_data":{"mime_type":"application/pdf","file_uri":"gs://b/c"}}""", UncountedPart.File)]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"AAAA"}}""", UncountedPart.Audio)]
    [InlineData("""{"type":"file","file":{"file_id":"f"}}""", UncountedPart.File)]
    [InlineData("""{"type":"document","source":{"type":"url","url":"x"}}""", UncountedPart.File)]
    [InlineData("""{"type":"hologram","hologram":1}""", UncountedPart.Other)]
    public void A_part_without_text_is_reported_and_never_silently_nothing(string part, UncountedPart kind)
    {
        var group = Batch.Group(Batch.Chat($$$"""[{"role":"user","content":[{"type":"text","text":"See:"},{{{part}}}]}]"""));

        Assert.Equal([new(kind, 1)], group.Uncounted);
        Assert.Equal(Batch.Expected(("user", "See:")), group.Lengths.Sum);
        Assert.False(group.IsExact);
    }

    [Fact]
    public void What_the_provider_keeps_is_reported()
    {
        var group = Batch.Group("""
            {"custom_id":"a","url":"/v1/responses","body":{"model":"gpt-5","input":"Go on.","previous_response_id":"resp_1"}}
            """);

        Assert.Equal([new(UncountedPart.Reference, 1)], group.Uncounted);
    }

    [Theory]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":"sunny"}""", "sunny")]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"sunny"}]}""", "sunny")]
    [InlineData("""{"toolResult":{"toolUseId":"t","content":[{"text":"sunny"}]}}""", "sunny")]
    [InlineData("""{"functionResponse":{"name":"f"}}""", """{"name":"f"}""")]
    [InlineData("""{"type":"thinking","thinking":"Well.","signature":"AAAA"}""", "Well.")]
    [InlineData("""{"cachePoint":{"type":"default"}}""", "")]
    public void Other_parts_have_texts(string part, string text) => Assert.Equal(
        Batch.Expected(("user", text)), Batch.Group(Batch.Chat($$$"""[{"role":"user","content":[{{{part}}}]}]""")).Lengths.Sum);
}
