using CreditDecision.Core.Documents;

namespace CreditDecision.Modeling.Validation.Policies;

/// <summary>
/// Reads a policy document: <c>kind: development_test_policy, id, version, confidence?, chance_confidence?, cut_off, least_rows?,
/// grades?: [{ name, below }], thresholds: [{ metric, at_least? , at_most? }], fairness?: [{ column, cuts? }],
/// stress?: { thresholds?, shocks: [{ name, note?, changes?: [{ features, multiply | add | set | set_text | missing }], prior_odds?, thresholds? }] } }</c>.
/// Every mistake goes to the document's errors.
/// </summary>
public static class TestPolicyReader
{
    private const int MostGrades = 50, MostShocks = 100, MostChanges = 50, MostFeatures = 1_000, MostCuts = 50, MostThresholds = 100;

    // A name is part of the names of checks.
    private const int LongestName = 64;

    /// <param name="sha256">Of the document's bytes.</param>
    /// <returns>Null when the document's errors hold anything.</returns>
    public static TestPolicy? Read(DocumentObject document, string sha256)
    {
        if (document.Text("kind", 64) is { Length: > 0 } kind and not "development_test_policy") document.Fail("kind", $"must be \"development_test_policy\", is \"{kind}\"");
        DocumentObject? stress = document.OptionalChild("stress");
        var policy = new TestPolicy(
            document.Text("id", LongestName),
            document.Text("version", 32),
            sha256,
            document.Number("confidence", 0.5, 0.9999, 0.95),
            document.Number("chance_confidence", 0.5, 0.9999, 0.99),
            document.Number("cut_off", 0, 1),
            document.Whole("least_rows", 1, 1_000_000, 100),
            ReadGrades(document),
            Thresholds<TestMetric>(document, optional: false),
            [.. document.Children("fairness", 50, optional: true).Select(ReadFairness)],
            stress is null ? [] : Thresholds<StressMetric>(stress, optional: true),
            stress is null ? [] : ReadShocks(stress));
        stress?.Close();
        document.Close();
        return document.Errors.Any ? null : policy;
    }

    private static List<PolicyGrade> ReadGrades(DocumentObject document)
    {
        var grades = new List<PolicyGrade>();
        foreach (DocumentObject item in document.Children("grades", MostGrades, optional: true))
        {
            var grade = new PolicyGrade(item.Text("name", 32), item.Number("below", 0, 1));
            if (grades.Any(other => other.Name == grade.Name)) item.Fail("name", $"\"{grade.Name}\" is another grade's");
            if (grades.Count > 0 && grade.Below <= grades[^1].Below) item.Fail("below", $"must be above that of the grade before, {grades[^1].Below}");
            item.Close();
            grades.Add(grade);
        }
        if (grades.Count > 0 && grades[^1].Below < 1) document.Fail("grades", "must end with a grade below 1, so that every probability has its grade");
        if (grades.Count == 1) document.Fail("grades", "must be two or more; left out, tenths of the development part are taken");
        return grades;
    }

    private static List<Threshold<T>> Thresholds<T>(DocumentObject item, bool optional) where T : struct, Enum
    {
        var thresholds = new List<Threshold<T>>();
        foreach (DocumentObject each in item.Children("thresholds", MostThresholds, optional))
        {
            T metric = each.Choice<T>("metric");
            foreach ((string key, BoundKind kind) in new[] { ("at_least", BoundKind.AtLeast), ("at_most", BoundKind.AtMost) })
            {
                if (each.OptionalNumber(key, -1e9, 1e9) is not { } bound) continue;
                if (thresholds.Any(other => other.Metric.Equals(metric) && other.Kind == kind)) each.Fail(key, $"is bounded so already for {SnakeCase.Of(metric)}");
                thresholds.Add(new Threshold<T>(metric, kind, bound));
            }
            if (!each.Has("at_least") && !each.Has("at_most")) each.Fail("", "needs at_least or at_most");
            each.Close();
        }
        if (!optional && thresholds.Count == 0 && item.Has("thresholds")) item.Fail("thresholds", "must hold at least one: a test without them shows nothing");
        return thresholds;
    }

    private static FairnessColumn ReadFairness(DocumentObject item)
    {
        string column = item.Text("column", LongestName);
        var cuts = new List<double>();
        foreach (DocumentValue value in item.Values("cuts", MostCuts, optional: true))
        {
            if (!value.TryNumber(out double cut)) value.FailAs("must be a number");
            else if (cuts.Count > 0 && cut <= cuts[^1]) value.Fail("must be above the cut before");
            else cuts.Add(cut);
        }
        item.Close();
        return new FairnessColumn(column, cuts);
    }

    private static List<Shock> ReadShocks(DocumentObject stress)
    {
        var shocks = new List<Shock>();
        foreach (DocumentObject item in stress.Children("shocks", MostShocks))
        {
            var shock = new Shock(
                item.Text("name", LongestName),
                item.Text("note", 300, ""),
                [.. item.Children("changes", MostChanges, optional: true).Select(ReadChange)],
                item.Number("prior_odds", 0.01, 100, 1),
                Thresholds<StressMetric>(item, optional: true));
            if (shocks.Any(other => other.Name == shock.Name)) item.Fail("name", $"\"{shock.Name}\" is another shock's");
            if (!item.Has("changes") && !item.Has("prior_odds")) item.Fail("", "needs changes or prior_odds: it changes nothing");
            item.Close();
            shocks.Add(shock);
        }
        return shocks;
    }

    private static InputChange ReadChange(DocumentObject item)
    {
        const double most = 1e12;
        IReadOnlyList<string> features = item.Texts("features", MostFeatures);
        if (features.Count == 0 && item.Has("features")) item.Fail("features", "must name at least one");
        var changes = new List<InputChange>();
        if (item.OptionalNumber("multiply", -most, most) is { } factor) changes.Add(new InputChange(features, ChangeKind.Multiply, factor, ""));
        if (item.OptionalNumber("add", -most, most) is { } addend) changes.Add(new InputChange(features, ChangeKind.Add, addend, ""));
        if (item.OptionalNumber("set", -most, most) is { } number) changes.Add(new InputChange(features, ChangeKind.Set, number, ""));
        if (item.Has("set_text")) changes.Add(new InputChange(features, ChangeKind.SetText, 0, item.Text("set_text")));
        if (item.Flag("missing", false)) changes.Add(new InputChange(features, ChangeKind.Missing, 0, ""));
        // A number that was wrong in itself is reported already.
        bool isWritten = item.Has("multiply") || item.Has("add") || item.Has("set") || item.Has("set_text");
        if (changes.Count > 1 || (changes.Count == 0 && !isWritten)) item.Fail("", "needs exactly one of multiply, add, set, set_text and missing: true");
        item.Close();
        return changes.Count > 0 ? changes[0] : new InputChange(features, ChangeKind.Missing, 0, "");
    }
}
