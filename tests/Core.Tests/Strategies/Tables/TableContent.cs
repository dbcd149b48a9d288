using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Tests.Strategies.Tables;

/// <summary>Tables over four inputs: a grade, an amount, a flag, and a score without bounds.</summary>
internal static class TableContent
{
    public static readonly TableColumn Grade = new("grade", FeatureType.Category, ["A", "B", "C", "D"], 0, 0, false);
    public static readonly TableColumn Amount = new("amount", FeatureType.Number, [], 0, 10, true);
    public static readonly TableColumn Staff = new("staff", FeatureType.Flag, [], 0, 0, true);
    public static readonly TableColumn Score = new("score", FeatureType.Number, [], double.NegativeInfinity, double.PositiveInfinity, false);

    public static readonly IReadOnlyList<TableColumn> Columns = [Grade, Amount, Staff, Score];

    public static DecisionTable? Read(string text, out IReadOnlyList<DocumentError> errors, EvaluationForm form = EvaluationForm.Compiled)
    {
        var found = new DocumentErrors();
        using JsonDocument document = JsonDocument.Parse(text);
        DecisionTable? table = DecisionTable.Read(DocumentObject.Root(document.RootElement, found), Resolve, form);
        errors = found.All;
        return table;
    }

    public static DecisionTable Sound(string text, EvaluationForm form = EvaluationForm.Compiled)
    {
        DecisionTable? table = Read(text, out IReadOnlyList<DocumentError> errors, form);
        Assert.Empty(errors);
        return table!;
    }

    public static string Document(string hit, IEnumerable<string> inputs, string outputs, IEnumerable<string> rows, string more = "") => $$"""
        { "id": "t", "hit": "{{hit}}", {{more}} "inputs": [{{string.Join(", ", inputs.Select(name => $"{{ \"name\": \"{name}\" }}"))}}],
          "outputs": [{{outputs}}], "rows": [{{string.Join(",\n", rows)}}] }
        """;

    private static TableColumn? Resolve(DocumentObject item)
    {
        string name = item.Text("name");
        TableColumn? column = Columns.FirstOrDefault(column => column.Name == name);
        if (column is null) item.Fail("name", $"there is no \"{name}\"");
        return column;
    }
}
