using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Service.Ledger;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Service.Replays;

/// <summary>
/// Where two records of one decision differ, for people: by the paths of the API's own JSON form. The evidence is sealed with chance in it
/// and takes no part.
/// </summary>
internal sealed class DecisionDifferences
{
    public const int MostTold = 20;

    // Longer than any text of a decision but its disclosures, whose first words tell.
    private const int MostLetters = 200;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<ReplayDifference> _told = [];

    private DecisionDifferences()
    {
    }

    public int Count { get; private set; }

    public IReadOnlyList<ReplayDifference> Told => _told;

    public static DecisionDifferences Between(LedgerEntry recorded, LedgerEntry replayed)
    {
        var differences = new DecisionDifferences();
        differences.Columns(recorded, replayed);
        if (recorded.Decision.AsSpan().SequenceEqual(replayed.Decision)) return differences;
        int before = differences.Count;
        differences.Compare("", Json(recorded), Json(replayed));
        // Two encodings of one message are still not the same record.
        if (differences.Count == before) differences.Add("record.decision", Hash(recorded.Decision), Hash(replayed.Decision));
        return differences;
    }

    private void Columns(LedgerEntry recorded, LedgerEntry replayed)
    {
        Column("client_id", recorded.ClientId, replayed.ClientId);
        Column("application_id", recorded.ApplicationId, replayed.ApplicationId);
        Column("content_hash", Convert.ToHexStringLower(recorded.ContentHash), Convert.ToHexStringLower(replayed.ContentHash));
        Column("borrower", Convert.ToHexStringLower(recorded.Borrower.ToArray()), Convert.ToHexStringLower(replayed.Borrower.ToArray()));
        Column("product", recorded.Product, replayed.Product);
        Column("outcome", recorded.Outcome, replayed.Outcome);
        Column("reserved_fen", recorded.ReservedFen, replayed.ReservedFen);
        Column("strategy_id", recorded.StrategyId, replayed.StrategyId);
        Column("strategy_version", recorded.StrategyVersion, replayed.StrategyVersion);
        // What was recorded before there were summaries stands for its own.
        if (!recorded.Summary.AsSpan().SequenceEqual(recorded.Decision)) Column("summary", Hash(recorded.Summary), Hash(replayed.Summary));
    }

    private void Column<T>(string name, T recorded, T replayed)
    {
        if (!EqualityComparer<T>.Default.Equals(recorded, replayed)) Add($"record.{name}", $"{recorded}", $"{replayed}");
    }

    private void Compare(string path, JsonNode? recorded, JsonNode? replayed)
    {
        switch (recorded, replayed)
        {
            case (JsonObject left, JsonObject right):
                foreach (string name in left.Select(field => field.Key).Union(right.Select(field => field.Key)))
                    Compare(path.Length == 0 ? name : $"{path}.{name}", left[name], right[name]);
                break;
            case (JsonArray left, JsonArray right):
                for (int i = 0; i < Math.Max(left.Count, right.Count); i++)
                    Compare($"{path}[{i}]", i < left.Count ? left[i] : null, i < right.Count ? right[i] : null);
                break;
            default:
                if (!JsonNode.DeepEquals(recorded, replayed)) Add(path, Text(recorded), Text(replayed));
                break;
        }
    }

    private void Add(string path, string recorded, string replayed)
    {
        Count++;
        if (_told.Count < MostTold) _told.Add(new ReplayDifference { Path = path, Recorded = Cut(recorded), Replayed = Cut(replayed) });
    }

    private static JsonNode Json(LedgerEntry entry) => JsonNode.Parse(Formatter.Format(Decision.Parser.ParseFrom(entry.Decision)))!;

    private static string Text(JsonNode? node) => node?.ToJsonString(Readable) ?? "";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static string Cut(string text) => text.Length <= MostLetters ? text : text[..(MostLetters - 1)] + "…";
}
