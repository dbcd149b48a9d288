using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace CreditDecision.Cli.Printing;

/// <summary>
/// What <c>--json</c> prints: messages of the API in the protobuf JSON mapping with the proto's own field names (64-bit integers
/// are text there, defaults are written out), everything else in lower_snake_case.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Chinese texts stay readable; the output goes to terminals and files, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static JsonNode Of(IMessage message) => JsonNode.Parse(Formatter.Format(message))!;

    public static JsonNode OfRecord<T>(T record) => JsonSerializer.SerializeToNode(record, Options)!;

    public static string Text(JsonNode node) => node.ToJsonString(Options);
}
