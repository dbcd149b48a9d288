using CsvHelper;

namespace CreditDecision.Cli.Batches;

/// <summary>Writes one line for each row as its result comes in, in the order of the answers; <c>row</c> says which row it was.</summary>
internal sealed class ResultsFile : IDisposable
{
    private static readonly string[] Columns =
    [
        "row", "application_id", "status", "outcome", "grade", "probability_of_default", "limit_fen", "apr_bps", "all_in_cost_bps",
        "reason_codes", "bad", "latency_us", "attempts", "decision_id",
    ];

    private readonly CsvWriter _csv;

    public ResultsFile(FileInfo file)
    {
        _csv = CsvWriter.Create(file.Create(), new CsvWriterOptions { NewLine = "\n" });
        _csv.WriteHeader(Columns);
    }

    public void Add(RowResult result)
    {
        V1.Decision? decision = result.Decision;
        _csv.WriteField(result.Row);
        _csv.WriteField(result.ApplicationId);
        _csv.WriteField(result.Status);
        _csv.WriteField(decision is null ? "" : Core.Documents.SnakeCase.Of(decision.Outcome));
        _csv.WriteField(decision?.Grade);
        _csv.WriteField(decision is { HasProbabilityOfDefault: true } ? decision.ProbabilityOfDefault : (double?)null);
        _csv.WriteField(decision?.Offer?.LimitFen);
        _csv.WriteField(decision?.Offer?.AprBps);
        _csv.WriteField(decision?.Offer?.AllInCostBps);
        _csv.WriteField(decision is null ? "" : string.Join(';', decision.Reasons.Select(reason => reason.Code)));
        _csv.WriteField(result.IsBad is { } isBad ? (isBad ? 1 : 0) : (int?)null);
        _csv.WriteField((long)result.Latency.TotalMicroseconds);
        _csv.WriteField(result.Attempts);
        _csv.WriteField(decision?.DecisionId);
        _csv.EndRecord();
    }

    public void Dispose() => _csv.Dispose();
}
