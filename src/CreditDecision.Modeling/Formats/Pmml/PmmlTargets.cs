using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>Targets of PMML 4.4: rescaling of a number, and what stands for an answer that is missing.</summary>
internal static class PmmlTargets
{
    internal static PmmlModel Apply(PmmlElement? element, PmmlModel model, ModelContext context, List<Operation> after)
    {
        if (element is null) return model;
        List<PmmlElement> targets = element.Children("Target");
        if (targets.Count != 1) throw element.Refusal($"must have one Target, has {targets.Count}");
        PmmlElement target = targets[0];
        target.Ignore("field", "optype");
        model = Rescale(target, model, context, after);
        Default(target, model, after);
        target.Done();
        element.Done();
        return model;
    }

    private static PmmlModel Rescale(PmmlElement target, PmmlModel model, ModelContext context, List<Operation> after)
    {
        var rescaling = new Rescaling(
            target.Number("min", double.NegativeInfinity), target.Number("max", double.PositiveInfinity),
            target.Number("rescaleFactor", 1), target.Number("rescaleConstant", 0),
            target.Optional("castInteger") is null ? WholeNumber.Not : target.Word(
                "castInteger", "", ("round", WholeNumber.Round), ("ceiling", WholeNumber.Ceiling), ("floor", WholeNumber.Floor)));
        if (rescaling == new Rescaling(double.NegativeInfinity, double.PositiveInfinity, 1, 0, WholeNumber.Not)) return model;
        if (model.IsClassification) throw target.Refusal("rescales classes");
        if (model.ValueIsMargin) return model with { Step = new Rescaled(model.Step, rescaling, context.Binary32, model.Value), Tree = null };
        // The margin stays what it is before the link; the value after it is rescaled.
        after.Add(new Rescale(rescaling, context.Binary32, model.Value));
        return model;
    }

    private static void Default(PmmlElement target, PmmlModel model, List<Operation> after)
    {
        var priors = new Dictionary<string, double>(StringComparer.Ordinal);
        double? otherwise = null;
        foreach (PmmlElement value in target.Children("TargetValue"))
        {
            value.Ignore("displayValue");
            string? label = value.Optional("value");
            if (value.Optional("priorProbability") is not null && label is not null) priors[label] = value.Number("priorProbability");
            if (value.Optional("defaultValue") is not null) otherwise = value.Number("defaultValue");
            value.Done();
        }
        if (otherwise is { } number)
        {
            if (model.IsClassification) throw target.Refusal("has a defaultValue for classes");
            after.Add(new Fallback([model.Value], [number]));
        }
        if (priors.Count == 0 || !model.IsClassification) return;
        if (!model.Labels.All(priors.ContainsKey)) throw target.Refusal("has a priorProbability for some classes only");
        after.Add(new Fallback(model.Probabilities, [.. model.Labels.Select(label => priors[label])]));
    }
}
