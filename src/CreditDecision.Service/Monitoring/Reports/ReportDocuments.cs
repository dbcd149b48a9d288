using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring.Reports;

/// <summary>Reports as they are kept: the protobuf JSON mapping, with the proto's own field names, of all but the number and the hash.</summary>
internal static class ReportDocuments
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    // What a later version wrote is not told, but no reason not to tell the rest; its document is shown as it is.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static string Write(Wire.MonitoringReport report) => Formatter.Format(report);

    /// <returns>Null where the document is not what was kept.</returns>
    public static Wire.MonitoringReport? Read(KeptReport kept)
    {
        if (!SHA256.HashData(Encoding.UTF8.GetBytes(kept.Document)).AsSpan().SequenceEqual(kept.Head.Sha256)) return null;
        Wire.MonitoringReport report = Parser.Parse<Wire.MonitoringReport>(kept.Document);
        (report.Number, report.Sha256) = (kept.Head.Number, Convert.ToHexStringLower(kept.Head.Sha256));
        return report;
    }
}
