using CreditDecision.Cli.Calls;

namespace CreditDecision.Cli.Batches;

/// <summary>
/// What a run came to. This record is the shape of <c>--report</c> and <c>--json</c>, in lower_snake_case: names are never
/// changed, only added. Shares and rates are in [0, 1]; null means that there is nothing to count.
/// </summary>
internal sealed record BatchReport
{
    public required string RunId { get; init; }
    /// <summary>"complete", "too_many_failures" or "interrupted".</summary>
    public required string Ending { get; init; }
    public required long Rows { get; init; }
    public required long Decided { get; init; }
    public required long Failed { get; init; }
    /// <summary>Sendings beyond the first of each row.</summary>
    public required long Retries { get; init; }
    public required double ElapsedSeconds { get; init; }
    public required double DecisionsPerSecond { get; init; }
    /// <summary>Applications started a second in an open loop; null in a closed one.</summary>
    public required double? Rate { get; init; }
    public required LatencyReport Latency { get; init; }
    public required IReadOnlyList<GroupReport> Outcomes { get; init; }
    /// <summary>Best first. Empty when no decision reached the risk stage.</summary>
    public required IReadOnlyList<GroupReport> Grades { get; init; }
    public required string? LabelColumn { get; init; }
    /// <summary>Whether the realised default rate rises strictly from each grade to the next worse; null when fewer than two grades have labelled rows.</summary>
    public required bool? RisesFromGradeToGrade { get; init; }
    /// <summary>Neighbouring grades between which it does not rise.</summary>
    public required IReadOnlyList<GradePair> DoesNotRise { get; init; }
    public required IReadOnlyList<ReasonReport> Reasons { get; init; }
    public required IReadOnlyList<ErrorReport> Errors { get; init; }
    /// <summary>The first rows that failed, in full.</summary>
    public required IReadOnlyList<FailedRow> FirstFailures { get; init; }
}

/// <summary>Milliseconds over every row that was sent, refused ones and retries included, to three significant digits.</summary>
internal sealed record LatencyReport(long Count, double P50Ms, double P90Ms, double P99Ms, double P999Ms, double MaxMs);

/// <param name="Share">Of all decided rows.</param>
internal sealed record GroupReport(string Name, long Count, double Share, long Labelled, long Bad, double? DefaultRate, double? MeanPredictedPd);

internal sealed record GradePair(string Better, string Worse);

/// <param name="Share">Of all decided rows; a decision may have several reasons.</param>
internal sealed record ReasonReport(int Code, string Name, string Article, string Zh, string En, long Count, double Share);

/// <param name="Status">A status of gRPC, or <c>NOT_MAPPED</c>.</param>
internal sealed record ErrorReport(string Status, long Count);

internal sealed record FailedRow(long Row, string ApplicationId, string Status, string Message, IReadOnlyList<FieldViolation> Violations);
