using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring.Reports;

/// <summary>What is listed of a report.</summary>
/// <param name="Number">Ascending in the order in which they were kept; 0 until it is.</param>
/// <param name="Product">Empty of a model, as the next two are of a product; the version is empty where all count.</param>
/// <param name="Sha256">Of the document's UTF-8 bytes, 32 bytes.</param>
internal sealed record ReportHead(
    long Number, DateTimeOffset MadeAt, string RequestedBy, string Product, string ModelId, string ModelVersion, long Warnings, long Breaches, byte[] Sha256);

/// <param name="Document">JSON.</param>
internal sealed record KeptReport(ReportHead Head, string Document);

/// <summary>
/// Keeps the reports of monitoring, to which is only ever added. Every member throws <see cref="LedgerUnavailableException"/> where the store cannot
/// be read or written.
/// </summary>
internal interface IReportStore
{
    /// <summary>Returns after it is durable.</summary>
    /// <returns>Its number.</returns>
    ValueTask<long> AddAsync(KeptReport report, CancellationToken cancellation);

    /// <returns>Null where there is none of that number.</returns>
    ValueTask<KeptReport?> FindAsync(long number, CancellationToken cancellation);

    /// <returns>Newest first.</returns>
    /// <param name="product">Only of this one; empty for all. <paramref name="modelId"/> likewise.</param>
    /// <param name="before">Only reports of smaller numbers.</param>
    ValueTask<IReadOnlyList<ReportHead>> ListAsync(string product, string modelId, long before, int most, CancellationToken cancellation);
}
