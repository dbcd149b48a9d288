using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>
/// PMML 4.0 to 4.4 (Data Mining Group, dmg.org/pmml): Scorecard, TreeModel, RegressionModel and MiningModel, with the fields, treatments
/// and functions that credit models use. Whatever else a document holds that could change a score is refused by its path.
/// </summary>
internal static class PmmlReader
{
    /// <exception cref="ArtifactRefusedException">The document is no PMML, or asks for more than is supported.</exception>
    internal static CompiledModel Read(ReadOnlyMemory<byte> bytes)
    {
        PmmlElement root = PmmlDocument.Read(bytes);
        string version = root.Required("version");
        if (!(version.Length >= 3 && version.StartsWith("4.", StringComparison.Ordinal) && version[2] is >= '0' and <= '4'))
            throw PmmlText.Refusal(root, "version", $"must be from 4.0 to 4.4, is {PmmlText.Shortened(version)}");
        var program = new PmmlProgram(DataDictionary.Read(root.RequiredChild("DataDictionary")));
        List<PmmlElement> global = DerivedFields.In(root.Child("TransformationDictionary"));
        PmmlElement element = PmmlModels.Only(root);
        root.Done();
        (PmmlModel model, _, Mining mining) = PmmlModels.Read(element, null, program, global, 0);
        var compiled = new ProgramModel(PlanOf(element, model, mining, program));
        if (element.Child("ModelVerification") is { } verification)
            PmmlVerification.Check(verification, compiled, model, mining, program);
        return compiled;
    }

    private static ProgramPlan PlanOf(PmmlElement element, PmmlModel model, Mining mining, PmmlProgram program)
    {
        List<string> outputs = model.IsClassification ? [.. model.Labels] : [model.MarginNames[0] == "score" ? "score" : "value"];
        int[] results = model.IsClassification ? model.Probabilities : [model.Value];
        foreach ((string name, _) in model.Extras)
            if (outputs.Contains(name)) throw element.Refusal($"has two outputs named {PmmlText.Shortened(name)}");
            else outputs.Add(name);
        if (outputs.Count > CompiledModel.MostOutputs) throw element.Refusal($"has more than {CompiledModel.MostOutputs} outputs");
        return new ProgramPlan
        {
            Inputs = [.. mining.Intakes.Select(intake => intake.AsInput())], Margins = model.MarginNames, Outputs = outputs,
            Model = model.Step, Slots = program.Slots, MarginSlots = model.Margins,
            OutputSlots = [.. results, .. model.Extras.Select(extra => extra.Slot)],
            Shape = program.Shape with { Kind = KindOf(element.Name) }, Scorecard = program.Scorecard, ReasonCodes = program.ReasonCodes,
        };
    }

    private static string KindOf(string element) => element switch
    {
        "TreeModel" => "PMML decision tree",
        "RegressionModel" => "PMML regression",
        "Scorecard" => "PMML scorecard",
        _ => "PMML ensemble or chain of models",
    };
}
