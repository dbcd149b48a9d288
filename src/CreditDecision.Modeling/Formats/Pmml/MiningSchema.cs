using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>One input's or inner field's value and its way into the model; made an operation once all its categories are known.</summary>
internal sealed record Intake(string Name, int From, int To, FieldRules Rules, Categories? Categories, bool IsInput)
{
    internal ModelInput AsInput() => Categories is null ? ModelInput.Number(Name) : new ModelInput(Name, InputType.Category, Categories.Names);

    internal Operation? AsOperation()
    {
        FieldRules rules = Categories is null ? Rules : Rules with { Texts = Categories.Codes() };
        return From == To && rules.ChangeNothing ? null : new Preparation(From, To, rules);
    }
}

/// <param name="Target">Null where the schema names none.</param>
internal sealed record Mining(IReadOnlyList<Intake> Intakes, string? Target);

/// <summary>MiningSchema of PMML 4.4: which fields a model reads, and what becomes of missing, invalid and extreme values.</summary>
internal static class MiningSchema
{
    internal static Mining Read(PmmlElement element, Scope scope)
    {
        var intakes = new List<Intake>();
        string? target = null;
        foreach (PmmlElement field in element.Children("MiningField"))
        {
            string name = field.Required("name");
            string usage = field.Word(
                "usageType", "active", ("active", "active"), ("predicted", "target"), ("target", "target"), ("supplementary", "other"),
                ("frequencyWeight", "other"), ("analysisWeight", "other"));
            if (usage == "target" && target is not null) throw field.Refusal("is a second target");
            if (usage == "target") target = name;
            if (usage == "active") intakes.Add(scope.IsInner ? ReadInner(field, name, scope) : ReadInput(field, name, scope));
            else field.Ignore("missingValueReplacement", "missingValueTreatment", "invalidValueTreatment", "invalidValueReplacement", "outliers", "lowValue", "highValue");
            field.Ignore("optype", "importance");
            field.Done();
        }
        element.Done();
        return new Mining(intakes, target);
    }

    internal static OutlierTreatment Outliers(PmmlElement element) => element.Word(
        "outliers", "asIs", ("asIs", OutlierTreatment.AsIs), ("asMissingValues", OutlierTreatment.AsMissing),
        ("asExtremeValues", OutlierTreatment.AsExtreme));

    private static Intake ReadInput(PmmlElement element, string name, Scope scope)
    {
        PmmlProgram program = scope.Program;
        DataField data = program.Dictionary.Find(name) ?? throw element.Refusal($"{PmmlText.Shortened(name)} is not in the data dictionary");
        if (program.Slots >= CompiledModel.MostInputs) throw element.Refusal($"is beyond {CompiledModel.MostInputs} inputs");
        int slot = program.Slot(element);
        Categories? categories = null;
        if (data.Type == PmmlType.Text)
        {
            categories = new Categories(program.Texts, open: data.Valid.Count == 0);
            foreach (string value in data.Listed) categories.List(value);
        }
        var field = new Field(name, data.Type, slot, new Origin(slot, categories is null ? [] : [categories]));
        FieldRules rules = Rules(element, field, data, program);
        scope.Add(element, field with { IsChecked = rules.Invalid != InvalidTreatment.AsIs });
        return new Intake(name, slot, slot, rules, categories, true);
    }

    // A field of the model around, treated once more where the inner schema says so.
    private static Intake ReadInner(PmmlElement element, string name, Scope scope)
    {
        Field around = scope.FindOuter(element, name) ?? throw element.Refusal($"{PmmlText.Shortened(name)} is no field of the models around it");
        DataField? data = scope.Program.Dictionary.Find(name);
        FieldRules rules = Rules(element, around, data?.Type == around.Type ? data : null, scope.Program) with { Binary32 = false };
        if (around.IsChecked)
            rules = rules with { MissingValues = [], InvalidValues = [], ValidValues = [], Intervals = [], WholeNumbersOnly = false, ZeroAndOneOnly = false };
        Field field = rules.ChangeNothing ? around : around with { Slot = scope.Program.Slot(element), Source = null };
        scope.Add(element, field);
        return new Intake(name, around.Slot, field.Slot, rules, null, false);
    }

    private static FieldRules Rules(PmmlElement element, Field field, DataField? data, PmmlProgram program)
    {
        double[] Values(IReadOnlyList<string>? texts) =>
            data is null || texts is null ? [] : [.. texts.Select(text => field.Literal(data.Element, text, program)).Distinct().Order()];
        double Replacement(string attribute) =>
            element.Optional(attribute) is { } text ? field.Literal(element, text, program) : double.NaN;
        OutlierTreatment outliers = Outliers(element);
        (double low, double high) = (element.Number("lowValue", double.NegativeInfinity), element.Number("highValue", double.PositiveInfinity));
        if (field.IsText && outliers != OutlierTreatment.AsIs) throw PmmlText.Refusal(element, "outliers", "makes no sense for a text");
        if (low > high) throw PmmlText.Refusal(element, "lowValue", "is above highValue");
        var rules = new FieldRules
        {
            MissingValues = Values(data?.Missing), InvalidValues = Values(data?.Invalid), ValidValues = Values(data?.Valid),
            Intervals = data is null ? [] : [.. data.Intervals], WholeNumbersOnly = field.Type == PmmlType.Integer,
            ZeroAndOneOnly = field.Type == PmmlType.Truth, Binary32 = field.Type == PmmlType.Single,
            Invalid = element.Word(
                "invalidValueTreatment", "returnInvalid", ("returnInvalid", InvalidTreatment.NoResult), ("asIs", InvalidTreatment.AsIs),
                ("asMissing", InvalidTreatment.AsMissing), ("asValue", InvalidTreatment.Replaced)),
            InvalidReplacement = Replacement("invalidValueReplacement"), Outliers = outliers, Low = low, High = high,
            MissingReplacement = Replacement("missingValueReplacement"),
            // How the replacement was chosen does not change it.
            MissingIsInvalid = element.Word(
                "missingValueTreatment", "asIs", ("asIs", false), ("asMean", false), ("asMode", false), ("asMedian", false), ("asValue", false),
                ("returnInvalid", true)),
        };
        if (rules.Invalid == InvalidTreatment.Replaced && double.IsNaN(rules.InvalidReplacement))
            throw PmmlText.Refusal(element, "invalidValueTreatment", "is asValue, but there is no invalidValueReplacement");
        return rules;
    }
}
