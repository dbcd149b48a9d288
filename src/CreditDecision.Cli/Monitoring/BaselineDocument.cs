using System.Globalization;
using System.Text.Json.Nodes;
using CreditDecision.V1;

namespace CreditDecision.Cli.Monitoring;

/// <summary>
/// Makes a baseline document of the period that a report is about, so that later periods are held against the same groups and counts for good, also
/// when the evidence of that period is erased.
/// </summary>
internal static class BaselineDocument
{
    // How a report names the only group of numbers that were all alike.
    private const string OnlyGroup = "any";

    public static JsonNode Of(MonitoringReport report)
    {
        var document = new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"report-{report.Number}"),
            ["score"] = Groups(report.Score),
            ["features"] = new JsonArray([.. report.Features.Where(feature => feature.Shift is not null && feature.Shift.Groups.Any(group => group.Current > 0)).Select(Feature)]),
        };
        if (report.Current.HasApprovalRate) document["approval_rate"] = report.Current.ApprovalRate;
        return document;
    }

    private static JsonObject Feature(FeatureWatch feature)
    {
        JsonObject groups = Groups(feature.Shift);
        groups.Insert(0, "name", feature.Name);
        return groups;
    }

    // The last group is of what is missing.
    private static JsonObject Groups(DistributionShift shift)
    {
        DistributionGroup[] named = [.. shift.Groups.SkipLast(1)];
        bool areNumbers = shift.Edges.Count > 0 || named is [{ Label: OnlyGroup }];
        var document = new JsonObject();
        if (areNumbers) document["edges"] = new JsonArray([.. shift.Edges.Select(edge => JsonValue.Create(edge))]);
        else document["choices"] = new JsonArray([.. named.Select(group => JsonValue.Create(group.Label))]);
        document["counts"] = new JsonArray([.. named.Select(group => JsonValue.Create(group.Current))]);
        document["missing"] = shift.Groups[^1].Current;
        return document;
    }
}
