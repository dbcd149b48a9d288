using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>RegressionModel of PMML 4.4.</summary>
internal static class PmmlRegression
{
    // A one-hot encoding of every value of a hundred fields stays below.
    private const int MostTerms = 65_536;

    internal static PmmlModel Read(ModelContext context)
    {
        PmmlElement element = context.Element;
        element.Ignore("modelType", "targetFieldName");
        Normalization normalization = element.Word(
            "normalizationMethod", "none", ("none", Normalization.None), ("simplemax", Normalization.Simplemax),
            ("softmax", Normalization.Softmax), ("logit", Normalization.Logit), ("probit", Normalization.Probit),
            ("cloglog", Normalization.ComplementaryLogLog), ("loglog", Normalization.LogLog), ("cauchit", Normalization.Cauchit),
            ("exp", Normalization.Exponential));
        List<PmmlElement> tables = element.Children("RegressionTable");
        if (tables.Count > CompiledModel.MostOutputs) throw element.Refusal($"has more than {CompiledModel.MostOutputs} tables");
        return context.IsClassification ? ReadClasses(context, normalization, tables) : ReadNumber(context, normalization, tables);
    }

    private static PmmlModel ReadNumber(ModelContext context, Normalization normalization, List<PmmlElement> tables)
    {
        PmmlElement element = context.Element;
        if (tables.Count != 1) throw element.Refusal($"must have one RegressionTable, has {tables.Count}");
        if (normalization == Normalization.Simplemax) throw PmmlText.Refusal(element, "normalizationMethod", "simplemax needs classes");
        int margin = context.Program.Slot(element);
        tables[0].Ignore("targetCategory");
        var linear = new Linear([ReadTable(tables[0], context)], [margin], context.Binary32);
        if (normalization == Normalization.None) return PmmlModel.OfNumber(linear, margin);
        int value = context.Program.Slot(element);
        var step = new Sequence([], linear, [new Linked(normalization, context.Binary32, margin, value)]);
        return new PmmlModel(step, value, ["margin"], [margin], [], []);
    }

    private static PmmlModel ReadClasses(ModelContext context, Normalization normalization, List<PmmlElement> tables)
    {
        PmmlElement element = context.Element;
        if (tables.Count < 2) throw element.Refusal($"must have a RegressionTable for each of 2 or more classes, has {tables.Count}");
        string[] labels = [.. tables.Select(table => table.Required("targetCategory"))];
        if (labels.Distinct(StringComparer.Ordinal).Count() != labels.Length) throw element.Refusal("has two tables of the same class");
        bool isOrdinal = context.Target is { IsOrdinal: true };
        bool isShare = normalization is Normalization.None or Normalization.Simplemax or Normalization.Softmax;
        if (normalization == Normalization.Exponential) throw PmmlText.Refusal(element, "normalizationMethod", "exp does not make probabilities");
        if (!isShare && !isOrdinal && labels.Length > 2)
            throw PmmlText.Refusal(element, "normalizationMethod", "of more than 2 classes without an order, only none, simplemax and softmax add up to 1");
        int[] margins = context.Program.SlotArray(element, labels.Length);
        int[] probabilities = context.Program.SlotArray(element, labels.Length);
        int value = context.Program.Slot(element);
        Equation[] equations = [.. tables.Select(table => ReadTable(table, context))];
        // The second of two classes has what the first one's link leaves, whatever its own table says: what raises the first one's margin
        // lowers it, and that is its explanation.
        if (labels.Length == 2 && normalization is not (Normalization.Softmax or Normalization.Simplemax))
            equations[1] = Opposite(equations[0], normalization == Normalization.None ? 1 : 0);
        var linear = new Linear(equations, margins, context.Binary32);
        var step = new Sequence([], linear,
        [
            new Shares(normalization, context.Binary32, isOrdinal && !isShare, margins, probabilities),
            new MostProbable(probabilities, [.. labels.Select(context.LabelCode)], value),
        ]);
        return new PmmlModel(step, value, labels, margins, labels, probabilities);
    }

    private static Equation Opposite(Equation equation, double whole) => new(
        whole - equation.Intercept, [.. equation.Terms.Select(term => term with { Coefficient = -term.Coefficient })]);

    private static Equation ReadTable(PmmlElement table, ModelContext context)
    {
        var terms = new List<Term>();
        foreach (PmmlElement element in table.Children(name => name is "NumericPredictor" or "CategoricalPredictor" or "PredictorTerm"))
        {
            if (terms.Count == MostTerms) throw element.Refusal($"is beyond {MostTerms} predictors");
            double coefficient = Coefficient(element, "coefficient", context);
            terms.Add(element.Name switch
            {
                "NumericPredictor" => ReadNumeric(element, coefficient, context),
                "CategoricalPredictor" => ReadCategorical(element, coefficient, context),
                _ => ReadProduct(element, coefficient, context),
            });
            element.Done();
        }
        double intercept = Coefficient(table, "intercept", context);
        table.Done();
        // Producers write numbers before categories before products, as the schema has it; the sum keeps the document's order.
        return new Equation(intercept, [.. terms]);
    }

    private static double Coefficient(PmmlElement element, string attribute, ModelContext context)
    {
        double number = element.Number(attribute);
        if (!context.Binary32) return number;
        return PmmlText.TrySingle(element.Required(attribute), out number)
            ? number : throw PmmlText.Refusal(element, attribute, "is beyond single precision");
    }

    private static Term ReadNumeric(PmmlElement element, double coefficient, ModelContext context)
    {
        Field field = NumberField(element, "name", context);
        return new Term(coefficient, [field.Slot], element.Number("exponent", 1), double.NaN, Math.Max(field.Origin.Input, -1), field.Source);
    }

    private static Term ReadCategorical(PmmlElement element, double coefficient, ModelContext context)
    {
        Field field = context.Scope.Resolve(element, "name");
        double value = field.Literal(element, element.Required("value"), context.Program);
        return new Term(coefficient, [field.Slot], 1, value, Math.Max(field.Origin.Input, -1), null);
    }

    private static Term ReadProduct(PmmlElement element, double coefficient, ModelContext context)
    {
        element.Ignore("name");
        List<PmmlElement> references = element.Children("FieldRef");
        if (references.Count == 0) throw element.Refusal("multiplies nothing");
        Field[] fields = [.. references.Select(reference => NumberField(reference, "field", context))];
        foreach (PmmlElement reference in references) reference.Done();
        Origin origin = fields.Aggregate(Origin.Nothing, (all, field) => all.With(field.Origin));
        return new Term(coefficient, [.. fields.Select(field => field.Slot)], 1, double.NaN, Math.Max(origin.Input, -1), null);
    }

    private static Field NumberField(PmmlElement element, string attribute, ModelContext context)
    {
        Field field = context.Scope.Resolve(element, attribute);
        return field.IsText ? throw PmmlText.Refusal(element, attribute, "is a text; a number is needed") : field;
    }
}
