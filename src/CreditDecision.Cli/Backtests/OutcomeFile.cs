using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Mappings;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Backtests;

/// <summary>
/// A CSV file of what became of loans: a column <c>bad</c> (true, false, 1 or 0), with <c>decision_id</c> or with <c>client_id</c> and
/// <c>application_id</c>; <c>observed_at</c> (a time or a day) may stand beside. Other columns are passed over.
/// </summary>
internal static class OutcomeFile
{
    // Some hundred kilobytes a message, well below the service's bound.
    private const int InMessage = 2_000;

    /// <exception cref="Failure">The file lacks a column, or a row cannot be read.</exception>
    public static IEnumerable<ObservedOutcomes> Read(FileInfo file)
    {
        using CsvSource source = CsvSource.Open(file);
        Column? Find(string name) => source.Header.ToList().IndexOf(name) is >= 0 and var index ? new Column(index, name) : null;
        Column bad = Find("bad") ?? throw new Failure($"{file}: has no column \"bad\"");
        (Column? id, Column? client, Column? application, Column? observed) =
            (Find("decision_id"), Find("client_id"), Find("application_id"), Find("observed_at"));
        if (id is null && (client is null || application is null))
            throw new Failure($"{file}: needs a column \"decision_id\", or both \"client_id\" and \"application_id\"");
        var chunk = new ObservedOutcomes();
        for (FileRow? row; (row = source.Next()) is not null;)
        {
            if (row.Errors.Count > 0) throw new Failure($"{file}: row {row.Number}: {row.Errors[0]}");
            string Cell(Column? column) => column is { } given ? row.Cell(given) : "";
            chunk.Outcomes.Add(new ObservedOutcome
            {
                DecisionId = Cell(id),
                // Who gives both means the decision.
                ClientId = id is null ? Cell(client) : "",
                ApplicationId = id is null ? Cell(application) : "",
                Bad = Flag(Cell(bad)) ?? throw new Failure($"{file}: row {row.Number}: bad must be true, false, 1 or 0"),
                ObservedAt = Moment(Cell(observed), file, row.Number),
            });
            if (chunk.Outcomes.Count < InMessage) continue;
            yield return chunk;
            chunk = new ObservedOutcomes();
        }
        if (chunk.Outcomes.Count > 0) yield return chunk;
    }

    private static bool? Flag(string text) => text switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    private static Timestamp? Moment(string text, FileInfo file, long row)
    {
        if (text.Length == 0) return null;
        bool read = Moments.TryParse(text, TimeProvider.System.GetUtcNow(), out DateTimeOffset moment);
        return read ? moment.ToTimestamp() : throw new Failure($"{file}: row {row}: observed_at must be {Moments.Format}");
    }
}
