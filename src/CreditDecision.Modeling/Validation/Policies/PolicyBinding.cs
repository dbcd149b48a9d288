using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Modeling.Validation.Figures;

namespace CreditDecision.Modeling.Validation.Policies;

/// <summary>Checks that what a policy names is there: every column and feature, and that each can be changed so.</summary>
internal sealed class PolicyBinding(TestPolicy policy, LabelledRows rows, DocumentErrors errors)
{
    internal void Check()
    {
        for (int i = 0; i < policy.Fairness.Count; i++) CheckSlices($"fairness[{i}].column", policy.Fairness[i]);
        if (rows.Segment.Length > 0) CheckSlices("segment", new FairnessColumn(rows.Segment, []));
        for (int shock = 0; shock < policy.Shocks.Count; shock++)
        {
            for (int change = 0; change < policy.Shocks[shock].Changes.Count; change++)
            {
                InputChange each = policy.Shocks[shock].Changes[change];
                foreach (string feature in each.Features) CheckChange($"stress.shocks[{shock}].changes[{change}]", feature, each);
            }
        }
        CheckSubjects();
    }

    private void CheckSlices(string path, FairnessColumn asked)
    {
        if (rows.Table.Find(asked.Column) is not { } column) errors.Add(path, $"there is no column \"{asked.Column}\" in {rows.Table.Name}");
        else if (asked.Cuts.Count > 0 && !column.IsNumber) errors.Add(path, $"\"{asked.Column}\" holds text; cuts belong to numbers");
        else if (SliceMeasurement.Count(column, asked.Cuts) is var count and > SliceMeasurement.MostSlices)
            errors.Add(path, $"\"{asked.Column}\" has {count} values, more than {SliceMeasurement.MostSlices}{(column.IsNumber ? "; give cuts" : "")}");
    }

    private void CheckChange(string path, string feature, InputChange change)
    {
        int place = rows.Find(feature);
        // Several models share a policy; what the data have but this model does not read is told in the report.
        if (place < 0 && rows.Table.Find(feature) is null) errors.Add(path, $"there is no feature or column \"{feature}\"");
        if (place < 0) return;
        TestInput input = rows.Inputs[place].Input;
        bool isArithmetic = change.Kind is ChangeKind.Multiply or ChangeKind.Add;
        if (isArithmetic && !input.IsNumber) errors.Add(path, $"\"{feature}\" is no number and cannot be multiplied or added to");
        if (change.Kind == ChangeKind.Set && !TakesNumber(input, change.Number)) errors.Add(path, $"\"{feature}\" cannot be set to {change.Number:R}; {Allowed(input)}");
        if (change.Kind == ChangeKind.SetText && !TakesText(input, change.Text)) errors.Add(path, $"\"{feature}\" cannot be set to \"{change.Text}\"; {Allowed(input)}");
    }

    // A threshold on something that the policy or the data do not have would otherwise fail without saying why.
    private void CheckSubjects()
    {
        for (int i = 0; i < policy.Thresholds.Count; i++)
        {
            TestMetric metric = policy.Thresholds[i].Metric;
            string? lacking = metric switch
            {
                TestMetric.ApprovalRatio or TestMetric.GroupAuc or TestMetric.GroupCalibrationGap when policy.Fairness.Count == 0 => "a fairness column of the policy",
                TestMetric.SegmentAuc or TestMetric.SegmentPsi or TestMetric.SegmentCalibrationGap when rows.Segment.Length == 0 => "a segment column of the data",
                _ => null,
            };
            if (lacking is not null) errors.Add($"thresholds[{i}]", $"{SnakeCase.Of(metric)} needs {lacking}");
        }
    }

    private static bool TakesNumber(TestInput input, double number) => input.Type switch
    {
        FeatureType.Flag => number is 0 or 1,
        FeatureType.Category => input.Categories.Count == 0,
        _ => number >= input.Least && number <= input.Most,
    };

    private static bool TakesText(TestInput input, string text) => input.Type == FeatureType.Category && input.Categories.Contains(text);

    private static string Allowed(TestInput input) => input.Type switch
    {
        FeatureType.Flag => "it is a flag: set: 0 or 1",
        FeatureType.Category when input.Categories.Count > 0 => $"it is one of {string.Join(", ", input.Categories.Take(40))} (set_text)",
        FeatureType.Category => "it is a category by number (set)",
        _ => $"it is a number from {input.Least:R} to {input.Most:R}",
    };
}
