using System.Globalization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Monitoring;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Monitoring.Loans;
using CreditDecision.Service.Monitoring.Reports;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>The gRPC face of monitoring.</summary>
internal sealed class MonitoringEndpoint(MonitoringJobReader jobs, MonitoringRuns runs, WatchedThing things, DefaultRateCount defaults, IReportStore reports)
    : Wire.MonitoringService.MonitoringServiceBase
{
    private const int DefaultPage = 50, LargestPage = 500;

    // Each holds a connection and a processor for seconds.
    private const int MostCounts = 2;

    private int _counting;

    /// <exception cref="RpcException">The request or the policy cannot be used, or another run is under way.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public override async Task<Wire.MonitoringReport> RunMonitoring(Wire.RunMonitoringRequest request, ServerCallContext context)
    {
        // A finding is somebody's word.
        Person? who = request.Thing is null ? null : GovernanceRequests.PersonOf(context);
        ThingKey? thing = await things.OfAsync(request, context.CancellationToken);
        MonitoringJob job = await jobs.ReadAsync(request, context.CancellationToken);
        return await runs.RunAsync(job, thing, who, context.CancellationToken);
    }

    /// <exception cref="RpcException">The request or the policy cannot be used, or enough counts are under way.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public override async Task<Wire.DefaultRateReport> GetDefaultRates(Wire.GetDefaultRatesRequest request, ServerCallContext context)
    {
        (Watch watch, Period approved, DateOnly asOf, MonitoringPolicy policy) = await jobs.ReadAsync(request, context.CancellationToken);
        try
        {
            if (Interlocked.Increment(ref _counting) > MostCounts)
                throw new RpcException(new Status(StatusCode.ResourceExhausted, $"Default rates are being counted; {MostCounts} counts at a time."));
            return DefaultRateTranslation.ToWire(await defaults.OfAsync(watch, approved, asOf, policy.Defaults, context.CancellationToken), policy);
        }
        finally
        {
            Interlocked.Decrement(ref _counting);
        }
    }

    /// <exception cref="RpcException">The request cannot be accepted.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public override async Task<Wire.ListReportsResponse> ListReports(Wire.ListReportsRequest request, ServerCallContext context)
    {
        var errors = new List<FieldError>();
        int size = MonitoringRequests.PageSize(request.PageSize, DefaultPage, LargestPage, errors);
        long before = MonitoringRequests.Before(request.PageToken, errors);
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        // One more tells whether there is another page.
        IReadOnlyList<ReportHead> found = await reports.ListAsync(request.Product, request.ModelId, before, size + 1, context.CancellationToken);
        var response = new Wire.ListReportsResponse { Reports = { found.Take(size).Select(ToWire) } };
        if (found.Count > size) response.NextPageToken = found[size - 1].Number.ToString(CultureInfo.InvariantCulture);
        return response;
    }

    /// <exception cref="RpcException">There is no such report, or it is not what was kept.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public override async Task<Wire.GetReportResponse> GetReport(Wire.GetReportRequest request, ServerCallContext context)
    {
        KeptReport kept = await reports.FindAsync(request.Number, context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.NotFound, "There is no such report."));
        Wire.MonitoringReport report = ReportDocuments.Read(kept)
            ?? throw new RpcException(new Status(StatusCode.DataLoss, $"Report {request.Number} was changed after it was kept: its document has another hash."));
        return new Wire.GetReportResponse { Report = report, Document = kept.Document };
    }

    private static Wire.MonitoringReportHead ToWire(ReportHead head) => new()
    {
        Number = head.Number,
        Sha256 = Convert.ToHexStringLower(head.Sha256),
        MadeAt = head.MadeAt.ToTimestamp(),
        RequestedBy = head.RequestedBy,
        Subject = new Wire.MonitoringSubject { Product = head.Product, ModelId = head.ModelId, ModelVersion = head.ModelVersion },
        Warnings = head.Warnings,
        Breaches = head.Breaches,
    };
}
