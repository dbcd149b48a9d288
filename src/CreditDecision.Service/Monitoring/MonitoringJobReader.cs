using CreditDecision.Core.Applications;
using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Strategies;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>Makes of a request what is run, or names every field that cannot be used.</summary>
internal sealed class MonitoringJobReader(KnownStrategies strategies, StrategyShelf shelf, MonitoringPolicies policies, EvidenceSeal evidence, TimeProvider time)
{
    private const int MostThreads = 256;

    /// <exception cref="RpcException">INVALID_ARGUMENT, or FAILED_PRECONDITION for the policy.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<MonitoringJob> ReadAsync(Wire.RunMonitoringRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        (Watch? watch, DateOnly asOf) = await ReadAsync(request.Subject, request.AsOf, errors, cancellation);
        Period current = MonitoringRequests.Period(request.Period, "period", errors);
        Period? before = request.BaselineCase == Wire.RunMonitoringRequest.BaselineOneofCase.BaselinePeriod
            ? MonitoringRequests.Period(request.BaselinePeriod, "baseline_period", errors) : null;
        if (request.BaselineCase == Wire.RunMonitoringRequest.BaselineOneofCase.None) errors.Add(new("baseline", "one of baseline_period and baseline_document is required"));
        if (!Identifier.TryParse(request.RequestedBy, out _, out string bad)) errors.Add(new("requested_by", bad));
        if (request.Parallelism is < 0 or > MostThreads) errors.Add(new("parallelism", $"must be 1 to {MostThreads}, or 0 for one for each processor"));
        WatchedFeatures? watched = watch?.Features(shelf.Current);
        (Baseline Baseline, string Sha256)? document = watched is not null && request.HasBaselineDocument
            ? MonitoringRequests.Document(request.BaselineDocument, watched, errors) : null;
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        return new MonitoringJob
        {
            Watch = watch!,
            Watched = watched!,
            Policy = policies.Read(),
            Evidence = evidence,
            Current = current,
            BaselinePeriod = before,
            Document = document?.Baseline,
            DocumentSha256 = document?.Sha256 ?? "",
            RequestedBy = request.RequestedBy,
            AsOf = asOf,
            Parallelism = request.Parallelism > 0 ? request.Parallelism : Environment.ProcessorCount,
        };
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT, or FAILED_PRECONDITION for the policy.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<(Watch Watch, Period Approved, DateOnly AsOf, MonitoringPolicy Policy)> ReadAsync(Wire.GetDefaultRatesRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        (Watch? watch, DateOnly asOf) = await ReadAsync(request.Subject, request.AsOf, errors, cancellation);
        Period approved = MonitoringRequests.Period(request.Approved, "approved", errors);
        return errors.Count == 0 ? (watch!, approved, asOf, policies.Read()) : throw Refusals.InvalidArgument(errors);
    }

    private async Task<(Watch? Watch, DateOnly AsOf)> ReadAsync(Wire.MonitoringSubject? subject, string asOf, List<FieldError> errors, CancellationToken cancellation)
    {
        Watch? watch = MonitoringRequests.Subject(subject, await strategies.AllAsync(cancellation), errors);
        return (watch, MonitoringRequests.AsOf(asOf, BeijingTime.DayOf(time.GetUtcNow()), errors));
    }
}
