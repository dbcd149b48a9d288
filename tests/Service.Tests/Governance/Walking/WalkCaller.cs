using System.Text.Json.Nodes;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Governance.Walking;

/// <summary>Makes the calls of the page, whatever RPC of governance or monitoring they name.</summary>
/// <param name="bearing">The token of somebody whom the page names.</param>
/// <param name="fill">Puts folders in place of their variables.</param>
internal sealed class WalkCaller(RunningService service, Func<string, Metadata> bearing, Func<string, string> fill)
{
    private const int Piece = 500_000;

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private readonly Dictionary<string, ThingRef> _things = [];
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private long _finding;

    /// <summary>Calls, and holds the answer to what the page says.</summary>
    public async Task RunAsync(WalkCall call)
    {
        string said = $"{call.Who} {call.Rpc} {call.Request[..Math.Min(call.Request.Length, 90)]}";
        MethodDescriptor method = GovernanceReflection.Descriptor.Services.Concat(MonitoringReflection.Descriptor.Services)
            .SelectMany(each => each.Methods).FirstOrDefault(each => each.Name == call.Rpc) ?? throw new InvalidOperationException($"There is no RPC of: {said}");
        IMessage request = new JsonParser(JsonParser.Settings.Default).Parse(Filled(JsonNode.Parse(call.Request)!).ToJsonString(), call.Data.Length > 0 ? DevelopmentTestOrder.Descriptor : method.InputType);
        if (call.Refusals.Count > 0)
        {
            Assert.Equal(call.Refusals, (await GovernedBank.RulesAsync(() => CallAsync(call, method, request))).Distinct());
            return;
        }
        IMessage answer;
        try
        {
            answer = await CallAsync(call, method, request);
        }
        catch (RpcException refused)
        {
            throw new InvalidOperationException($"{said}: {refused.Status}", refused);
        }
        Remember(answer);
        var told = JsonNode.Parse(Json.Format(answer))!;
        if (call.Expected.Length > 0) Hold(Filled(JsonNode.Parse(call.Expected)!), told, $"{said}: answered {told.ToJsonString()}");
    }

    private void Remember(IMessage answer)
    {
        if (answer is not GovernanceEvent done) return;
        if (done.Act == GovernanceAct.Register) _things[done.Thing.Id] = new ThingRef { Id = done.Thing.Id, Version = done.Thing.Version, ArtifactSha256 = done.Hashes.ArtifactSha256 };
        if (done.Act == GovernanceAct.OpenFinding) _finding = done.Number;
    }

    private async Task<IMessage> CallAsync(WalkCall call, MethodDescriptor method, IMessage request)
    {
        var options = new CallOptions(bearing(call.Who), cancellationToken: _cancellation);
        if (call.Data.Length > 0) return await StreamAsync((DevelopmentTestOrder)request, fill(call.Data), options);
        static byte[] Write(IMessage message) => message.ToByteArray();
        var wire = new Method<IMessage, IMessage>(
            MethodType.Unary, method.Service.FullName, method.Name, Marshallers.Create(Write, bytes => method.InputType.Parser.ParseFrom(bytes)),
            Marshallers.Create(Write, bytes => method.OutputType.Parser.ParseFrom(bytes)));
        return await service.Channel.CreateCallInvoker().AsyncUnaryCall(wire, null, options, request);
    }

    private async Task<IMessage> StreamAsync(DevelopmentTestOrder order, string data, CallOptions options)
    {
        using AsyncClientStreamingCall<RunDevelopmentTestRequest, TestAnswer> call = GovernedBank.Client(service).RunDevelopmentTest(options);
        await call.RequestStream.WriteAsync(new RunDevelopmentTestRequest { Order = order }, _cancellation);
        foreach (byte[] piece in (await File.ReadAllBytesAsync(data, _cancellation)).Chunk(Piece))
            await call.RequestStream.WriteAsync(new RunDevelopmentTestRequest { Data = ByteString.CopyFrom(piece) }, _cancellation);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    // The shorthands that the page explains.
    private JsonNode Filled(JsonNode given) => given switch
    {
        JsonObject named => new JsonObject(named.Select(each => KeyValuePair.Create<string, JsonNode?>(each.Key, Filled(each.Value!)))),
        JsonArray list => new JsonArray([.. list.Select(each => Filled(each!))]),
        JsonValue value when value.TryGetValue(out string? text) && text.StartsWith('@') => Meant(text),
        _ => given.DeepClone(),
    };

    private JsonNode Meant(string text)
    {
        if (text == "@finding") return JsonValue.Create($"{_finding}");
        if (text.StartsWith("@paper: ", StringComparison.Ordinal)) return Node(GovernedBank.Paper(text["@paper: ".Length..]));
        if (text.StartsWith("@file: ", StringComparison.Ordinal)) return JsonValue.Create(Convert.ToBase64String(File.ReadAllBytes(Repository.At(fill(text["@file: ".Length..])))));
        if (text.StartsWith("@in ", StringComparison.Ordinal))
        {
            string[] words = text.Split(' ');
            Assert.Equal("days", words[2]);
            return JsonValue.Create(TimeProvider.System.GetUtcNow().AddDays(int.Parse(words[1])).ToString("O").Replace("+00:00", "Z"));
        }
        return Node(_things[text[1..]]);
    }

    private static JsonNode Node(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;

    // Of an object what is expected, of a list everything.
    private static void Hold(JsonNode expected, JsonNode? told, string said)
    {
        switch (expected)
        {
            case JsonObject named:
                Assert.True(told is JsonObject, said);
                foreach ((string key, JsonNode? value) in named) Hold(value!, told[key], said);
                break;
            case JsonArray list:
                Assert.True(told is JsonArray found && found.Count == list.Count, said);
                for (int i = 0; i < list.Count; i++) Hold(list[i]!, told[i], said);
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, told), $"expected {expected.ToJsonString()}; {said}");
                break;
        }
    }
}
