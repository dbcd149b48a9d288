using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;
using ListKind = CreditDecision.Core.Features.ListKind;
using ListPurpose = CreditDecision.Core.Features.ListPurpose;

namespace CreditDecision.Service.Tests.Golden;

/// <summary>One file of tests/golden.</summary>
internal sealed class GoldenCase(string path)
{
    private const int Digits = 12;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    private readonly JsonObject _file = JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    public string Expected => Write(_file["decision"]);

    /// <summary>Decides by the strategy that the file names under tests/golden/strategies, or else by the one that serves its product.</summary>
    public string Decide(StrategyBook book)
    {
        DecideRequest request = JsonParser.Default.Parse<DecideRequest>(_file["request"]!.ToJsonString());
        DateTimeOffset decidedAt = DateTimeOffset.Parse(_file["decided_at"]!.GetValue<string>());
        var facts = new Facts(Money.FromFen(_file["reserved_consumer_credit_fen"]!.GetValue<long>()), Velocity.First, Listed());
        Application? application = Application.TryCreate(
            ApplicationTranslation.ToDraft(request), book.Catalog.Objection, decidedAt, out IReadOnlyList<FieldError> errors);
        Assert.True(application is not null, $"{path}: {string.Join("; ", errors)}");
        StrategySnapshot strategy = _file["strategy"] is { } own ? Read(own.GetValue<string>(), book.Context) : book.For(request.Product)!;
        Core.Decisions.Decision decision = DecisionPipeline.Decide(application, facts, strategy, decidedAt);
        return Write(Stable(JsonNode.Parse(Formatter.Format(CreditDecision.V1.Decision.Parser.ParseFrom(ReplyWriter.Write(decision, application, Guid.Empty, [], experiment: null))))!));
    }

    public void Update(string decision)
    {
        _file["decision"] = JsonNode.Parse(decision);
        File.WriteAllText(path, Write(_file) + "\n");
    }

    // A file may name the lists that the application is on.
    private Listed Listed()
    {
        var listed = default(Listed);
        foreach (JsonNode? name in _file["listed"]?.AsArray() ?? [])
        {
            (ListKind kind, ListPurpose purpose) = ListFeatures.ListOf(name!.GetValue<string>());
            listed = listed.With(kind, purpose);
        }
        return listed;
    }

    private static StrategySnapshot Read(string name, StrategyContext context)
    {
        var errors = new DocumentErrors();
        byte[] bytes = File.ReadAllBytes(Repository.At($"tests/golden/strategies/{name}"));
        StrategySnapshot? strategy = YamlDocuments.Read(bytes, name, errors) is { } document
            ? StrategyReader.Read(DocumentObject.Root(document.Element, errors), document.Sha256, context)
            : null;
        Assert.True(strategy is not null, $"{name}: {string.Join("; ", errors.All)}");
        return strategy;
    }

    private static JsonNode Stable(JsonNode node)
    {
        foreach (JsonObject item in node is JsonObject root ? [root] : Array.Empty<JsonObject>())
        {
            foreach ((string key, JsonNode? value) in item.ToArray())
            {
                if (key is "sha256" or "artifact_sha256") item.Remove(key);
                else if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number) item[key] = Rounded(number.GetValue<double>());
                else if (value is JsonObject child) Stable(child);
                else if (value is JsonArray list) foreach (JsonNode? element in list) if (element is JsonObject) Stable(element);
            }
        }
        return node;
    }

    private static double Rounded(double value)
    {
        if (value == 0) return 0;
        double scale = Math.Pow(10, Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * scale) / scale;
    }

    private static string Write(JsonNode? node) => node?.ToJsonString(Layout) ?? "";
}
