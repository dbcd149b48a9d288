using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Monitoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Strategies;
using Grpc.Core;

namespace CreditDecision.Service.Monitoring;

/// <summary>The policy as it is written now. It decides nothing, so that a mistake in it stops monitoring and nothing else.</summary>
internal sealed class MonitoringPolicies(IContentSource content, MonitoringOptions options)
{
    /// <exception cref="RpcException">FAILED_PRECONDITION with every mistake.</exception>
    public MonitoringPolicy Read()
    {
        var errors = new DocumentErrors();
        MonitoringPolicy? policy = null;
        if (content.Read(options.Policy, YamlDocuments.MostBytes, out string problem) is not { } bytes) errors.Add("", problem);
        else if (YamlDocuments.Read(bytes, options.Policy, errors) is { } document)
            policy = MonitoringPolicy.Read(DocumentObject.Root(document.Element, errors), document.Sha256);
        return policy ?? throw Refusals.FailedPrecondition(
            $"The monitoring policy {options.Policy} cannot be used: {errors.All[0]}{(errors.All.Count > 1 ? $"; and {errors.All.Count - 1} more" : "")}.",
            [.. errors.All.Select(error => new FieldError(error.Path, error.Message))]);
    }
}
