using System.Text.Json.Nodes;

namespace CreditDecision.Cli.Calls;

/// <summary>A refusal as <c>--json</c> prints it: <c>{"code", "message", "violations": [{"field", "description"}]}</c>.</summary>
internal static class CallFailureJson
{
    public static JsonObject Of(CallFailure failure) => new()
    {
        ["code"] = failure.CodeName,
        ["message"] = failure.Message,
        ["violations"] = new JsonArray([.. failure.Violations.Select(each => (JsonNode)new JsonObject
        {
            ["field"] = each.Field,
            ["description"] = each.Description,
        })]),
    };
}
