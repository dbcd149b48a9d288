using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Monitoring;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Monitoring;

internal static class Policies
{
    /// <summary>The one that ships.</summary>
    public static MonitoringPolicy Standard { get; } = Read(Text, out _)!;

    public static string Text => Encoding.UTF8.GetString(Repository.Bytes("strategies/monitoring.yaml"));

    public static MonitoringPolicy? Read(string yaml, out IReadOnlyList<string> mistakes)
    {
        var errors = new DocumentErrors();
        MonitoringPolicy? policy = YamlDocuments.Read(Encoding.UTF8.GetBytes(yaml), "monitoring.yaml", errors) is { } document
            ? MonitoringPolicy.Read(DocumentObject.Root(document.Element, errors), document.Sha256)
            : null;
        mistakes = [.. errors.All.Select(error => error.ToString())];
        return policy;
    }
}
