namespace CreditDecision.Cli.Batches;

/// <summary>How a file is sent.</summary>
/// <param name="Limit">Rows to send; null for all of them.</param>
/// <param name="Concurrency">Most applications under way at once.</param>
/// <param name="Rate">Applications a second, started at equal distances whatever the service does (open loop); null for as fast as answers come.</param>
/// <param name="MaxFailures">Rows that may fail before the rest is not sent any more.</param>
internal sealed record BatchOptions(int? Limit, int Concurrency, double? Rate, int MaxFailures)
{
    public const int MostConcurrency = 4_096;
    public const double MostRate = 1_000_000;
}
