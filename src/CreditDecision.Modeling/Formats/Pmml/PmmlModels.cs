using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>What all models of PMML share: fields around, targets, outputs.</summary>
internal static class PmmlModels
{
    // A chain of an ensemble and a calibration, chosen by segment, is three deep.
    private const int MostDepth = 8;

    private static readonly HashSet<string> Names = ["TreeModel", "RegressionModel", "Scorecard", "MiningModel"];

    /// <summary>The one model that an element holds.</summary>
    internal static PmmlElement Only(PmmlElement parent)
    {
        List<PmmlElement> found = parent.Children(Names.Contains);
        if (found.Count == 1) return found[0];
        if (found.Count == 0) parent.Done();
        throw parent.Refusal(found.Count == 0 ? "has no model" : "has more than one model; which one is meant, nothing says");
    }

    /// <param name="global">Derived fields of the whole document, for its outermost model.</param>
    /// <returns>The model; its scope as it is after it; and what it takes in.</returns>
    internal static (PmmlModel Model, Scope Scope, Mining Mining) Read(
        PmmlElement element, Scope? outer, PmmlProgram program, List<PmmlElement> global, int depth)
    {
        if (depth > MostDepth) throw element.Refusal($"is nested deeper than {MostDepth} models");
        element.Ignore("modelName", "algorithmName", "x-modelName");
        if (!element.Truth("isScorable", true)) throw element.Refusal("is marked as not scorable");
        bool isClassification = element.Word("functionName", "", ("regression", false), ("classification", true));
        bool binary32 = element.Word("x-mathContext", "double", ("double", false), ("float", true));
        var scope = new Scope(program, outer);
        Mining mining = MiningSchema.Read(element.RequiredChild("MiningSchema"), scope);
        scope.AddDerived([.. global, .. DerivedFields.In(element.Child("LocalTransformations"))]);
        DataField? target = mining.Target is null ? null : program.Dictionary.Find(mining.Target);
        var context = new ModelContext(element, scope, target, isClassification, binary32, depth);
        PmmlModel model = ReadKind(context);
        var after = new List<Operation>();
        model = PmmlTargets.Apply(element.Child("Targets"), model, context, after);
        model = PmmlOutputs.Read(element.Child("Output"), model, context, after);
        // Read by whoever has the whole model; of the models within, the whole model's is enough.
        element.Child("ModelVerification");
        element.Done();
        List<Operation> before = [.. mining.Intakes.Select(intake => intake.AsOperation()).OfType<Operation>(), .. scope.Derived];
        if (before.Count + after.Count > 0) model = model with { Step = new Sequence([.. before], model.Step, [.. after]), Tree = null };
        return (model, scope, mining);
    }

    private static PmmlModel ReadKind(ModelContext context) => context.Element.Name switch
    {
        "TreeModel" => PmmlTree.Read(context),
        "RegressionModel" => PmmlRegression.Read(context),
        "Scorecard" => PmmlScorecard.Read(context),
        _ => PmmlSegments.Read(context),
    };
}
