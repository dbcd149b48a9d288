using CreditDecision.Cli.Calls;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>Fetches the monitoring reports of a model, or of a strategy's product, oldest first.</summary>
internal sealed class ReportReader(Connection connection, CancellationToken cancellation)
{
    private readonly MonitoringService.MonitoringServiceClient _client = new(connection.Channel);

    /// <returns>Missing says why there are none to be had; empty where they were read.</returns>
    public async Task<(IReadOnlyList<HeldReport> Reports, string Missing)> ReadAsync(Thing thing)
    {
        bool isModel = thing.Registration.Kind == Core.Governance.ThingKind.Model;
        if (!isModel && thing.Registration.Kind != Core.Governance.ThingKind.Strategy) return ([], "");
        var request = isModel ? new ListReportsRequest { ModelId = thing.Key.Id } : new ListReportsRequest { Product = thing.Registration.Slot };
        try
        {
            var reports = new List<HeldReport>();
            do
            {
                ListReportsResponse page = await _client.ListReportsAsync(request, connection.Options(cancellation));
                // A report of all versions of a model is one of this version too.
                foreach (MonitoringReportHead head in page.Reports.Where(head => head.Subject.ModelVersion.Length == 0 || head.Subject.ModelVersion == thing.Registration.Label))
                    reports.Add(await OneAsync(head.Number));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return ([.. reports.OrderBy(report => report.Number)], "");
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.PermissionDenied or StatusCode.Unimplemented)
        {
            return ([], CallFailure.From(refused).ToString());
        }
    }

    private async Task<HeldReport> OneAsync(long number)
    {
        GetReportResponse kept = await _client.GetReportAsync(new GetReportRequest { Number = number }, connection.Options(cancellation));
        return new HeldReport(number, new Digest(Convert.FromHexString(kept.Report.Sha256)), kept.Document);
    }
}
