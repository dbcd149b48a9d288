using System.Text.Json.Nodes;
using CreditDecision.GrpcJs;
using CreditDecision.Service.Tests.Hosting;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>The service as a frontend in another language sees it.</summary>
public abstract class GrpcJsTests
{
    private readonly SharedService _shared;

    private protected GrpcJsTests(SharedService shared) => _shared = shared;

    [Fact]
    public async Task A_frontend_in_JavaScript_gets_decisions_errors_health_and_reflection()
    {
        string authority = new Uri(_shared.Service.Address).Authority;
        JsonNode seen = JsonNode.Parse(await NodeScript.RunAsync("decisions.js", [authority], Asked("js-1")))!;
        Assert.Equal("OUTCOME_APPROVE", (string?)seen["outcome"]);
        Assert.Equal("3000000", (string?)seen["limit_fen"]);
        Assert.Equal((string?)seen["decision_id"], (string?)seen["again_id"]);
        Assert.Equal("INVALID_ARGUMENT", (string?)seen["bad"]);
        Assert.Equal(["tenor_months", "borrower.phone"], seen["bad_fields"]!.AsArray().Select(field => (string?)field));
        Assert.Equal("DEADLINE_EXCEEDED", (string?)seen["late"]);
        Assert.Equal("SERVING", (string?)seen["health"]);
        foreach (string version in new[] { "services", "services_alpha" })
        {
            IEnumerable<string?> services = seen[version]!.AsArray().Select(service => (string?)service);
            Assert.Contains("creditdecision.v1.DecisionService", services);
            Assert.Contains("grpc.health.v1.Health", services);
        }
    }

    /// <summary>An application as the script reads it.</summary>
    internal static string Asked(string application) =>
        WithSeconds(new JsonFormatter(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true)).Format(Requests.Clean(application)));

    // proto-loader takes timestamps as their two fields, not as text.
    private static string WithSeconds(string json)
    {
        JsonNode root = JsonNode.Parse(json)!;
        void Walk(JsonNode? node)
        {
            if (node is JsonArray list) foreach (JsonNode? item in list) Walk(item);
            if (node is not JsonObject message) return;
            foreach ((string key, JsonNode? value) in message.ToArray())
            {
                if (key.EndsWith("_at", StringComparison.Ordinal)) message[key] = new JsonObject { ["seconds"] = DateTimeOffset.Parse((string)value!).ToUnixTimeSeconds() };
                else Walk(value);
            }
        }
        Walk(root);
        return root.ToJsonString();
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteGrpcJsTests(SharedService shared) : GrpcJsTests(shared), IClassFixture<SharedService>;

[Trait("Store", "PostgreSQL")]
public sealed class PostgresGrpcJsTests(SharedPostgresService shared) : GrpcJsTests(shared), IClassFixture<SharedPostgresService>;
