using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>Output of PMML 4.4: names for a model's results, for the models after it and, of numbers, for whoever calls it.</summary>
internal static class PmmlOutputs
{
    private const int MostExtras = 64;

    // About a result, not part of a score: a name that nothing here can use, and that is refused where something does.
    private static readonly HashSet<string> Beside =
    [
        "predictedDisplayValue", "entityId", "entityAffinity", "affinity", "clusterId", "clusterAffinity", "confidence", "residual",
        "standardError", "standardDeviation", "warning", "reasonCode",
    ];

    internal static PmmlModel Read(PmmlElement? element, PmmlModel model, ModelContext context, List<Operation> after)
    {
        var named = new List<Field>();
        var extras = new List<(string, int)>();
        // Outputs see each other and the model's own fields; what they are called is known outside, too.
        var scope = new Scope(context.Program, context.Scope);
        foreach (PmmlElement output in element?.Children("OutputField") ?? [])
        {
            string name = output.Required("name");
            output.Ignore("displayName", "optype", "targetField", "rank", "algorithm");
            bool isFinal = output.Truth("isFinalResult", true);
            string feature = output.Optional("feature") ?? "predictedValue";
            Field? field = feature is "transformedValue" or "decision"
                ? ReadDerived(output, name, scope, after) : ReadResult(output, name, feature, model, context, after);
            output.Done();
            if (field is null) continue;
            scope.Add(output, field);
            named.Add(field);
            if (isFinal && !field.IsText && feature is "transformedValue" or "decision") extras.Add((name, field.Slot));
            if (extras.Count > MostExtras) throw output.Refusal($"is beyond {MostExtras} derived outputs");
        }
        element?.Done();
        return model with { Extras = extras, Named = named, Answers = [.. named, .. model.Answers] };
    }

    private static Field ReadDerived(PmmlElement output, string name, Scope scope, List<Operation> after)
    {
        PmmlElement? decisions = output.Child("Decisions");
        if (decisions is not null) decisions.Children(_ => true);
        output.Ignore("feature");
        PmmlType wanted = output.Optional("dataType") is null ? PmmlType.Unspecified : PmmlTypes.Read(output);
        PmmlExpression expression = PmmlExpressions.ReadOnly(output, new ExpressionContext(scope, wanted, 0));
        return DerivedFields.Assign(output, name, wanted == 0 ? expression.Type : wanted, expression, scope, after);
    }

    private static Field? ReadResult(
        PmmlElement output, string name, string feature, PmmlModel model, ModelContext context, List<Operation> after)
    {
        string? value = output.Optional("value");
        if (Beside.Contains(feature))
        {
            output.Ignore("dataType");
            return null;
        }
        if (feature == "probability" && model.IsClassification && value is not null)
        {
            int label = model.Labels.ToList().IndexOf(value);
            if (label < 0) throw PmmlText.Refusal(output, "value", $"{PmmlText.Shortened(value)} is no class of the model");
            return Named(output, name, model.Probabilities[label], PmmlType.Double, null, context, after);
        }
        if (feature != "predictedValue") throw PmmlText.Refusal(output, "feature", $"{PmmlText.Shortened(feature)} is not supported");
        if (model.IsClassification)
        {
            output.Ignore("dataType");
            return new Field(name, PmmlType.Text, model.Value, Origin.Unknown);
        }
        return Named(output, name, model.Value, PmmlType.Double, model.ValueIsMargin ? model.Step : null, context, after);
    }

    private static Field Named(
        PmmlElement output, string name, int slot, PmmlType type, ModelStep? source, ModelContext context, List<Operation> after)
    {
        PmmlType wanted = output.Optional("dataType") is null ? type : PmmlTypes.Read(output);
        // A result of single precision is one already.
        if (wanted == type || (wanted == PmmlType.Single && context.Binary32)) return new Field(name, wanted, slot, Origin.Unknown, source);
        var plain = new PmmlExpression(new Slot(slot), type, Origin.Unknown);
        return DerivedFields.Assign(output, name, wanted, plain, context.Scope, after);
    }
}
