using System.Text;
using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;
using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Mappings;

/// <summary>Reads mappings and runs rows through them.</summary>
internal static class MappingBench
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero);

    public static readonly RunContext Run = new("r7", Now, true);

    public static Mapping? Read(string yaml, string header, DocumentErrors errors, string? label = null)
    {
        LoadedDocument? document = YamlDocuments.Read(Encoding.UTF8.GetBytes(yaml), "mapping.yaml", errors);
        return document is null ? null : MappingReader.Read(document.Element, header.Split(','), Run, label, errors);
    }

    public static Mapping Read(string yaml, string header)
    {
        var errors = new DocumentErrors();
        Mapping? mapping = Read(yaml, header, errors);
        Assert.Empty(errors.All);
        return mapping!;
    }

    /// <summary>The one feature that an operation makes of a row with the columns a, b, c and d; null when it is missing.</summary>
    public static Feature? Feature(string operation, string cells)
    {
        var row = new FileRow(3, cells.Split(','));
        DecideRequest? request = Of(operation).Map(row);
        Assert.True(request is not null, string.Join("; ", row.Errors));
        return request.Features.SingleOrDefault();
    }

    public static double? Number(string operation, string cells) => Feature(operation, cells)?.Number;

    /// <summary>Why a row cannot be mapped.</summary>
    public static string Problem(string operation, string cells)
    {
        var row = new FileRow(3, cells.Split(','));
        Assert.Null(Of(operation).Map(row));
        return Assert.Single(row.Errors);
    }

    private static Mapping Of(string operation) => Read(
        $$"""
        version: 1
        missing_values: ["NA"]
        observed_at: now
        application: { client_id: { constant: c } }
        features: { f: {{operation}} }
        """,
        "a,b,c,d");
}
