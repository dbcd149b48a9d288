using System.Globalization;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Scores the hold-out part again with inputs changed or gone.</summary>
internal sealed class StressMeasurement(TestSubject subject, LabelledRows rows, PlainFigures before, double cutOff)
{
    internal StressFigures Under(Shock shock)
    {
        double[][] columns = [.. rows.HoldOut.Columns];
        var unread = new List<string>();
        foreach (InputChange change in shock.Changes)
        {
            foreach (string feature in change.Features)
            {
                int place = rows.Find(feature);
                if (place < 0) unread.Add(feature);
                else columns[place] = Changed(columns[place], change, rows.Inputs[place].Input);
            }
        }
        PlainFigures under = Measure(columns, shock.PriorOdds);
        return new StressFigures(
            shock.Name, shock.Note, [.. InWords(shock)], [.. unread.Distinct()], under, before.To(under));
    }

    internal MissingFigures Without(int place)
    {
        double[][] columns = [.. rows.HoldOut.Columns];
        columns[place] = new double[rows.HoldOut.Rows];
        Array.Fill(columns[place], double.NaN);
        PlainFigures without = Measure(columns, 1);
        return new MissingFigures(rows.Inputs[place].Column, without, before.To(without));
    }

    private PlainFigures Measure(double[][] columns, double badWeight) =>
        PlainMeasurement.Of(ScoredRows.Of(subject, columns, rows.HoldOut.IsBad), cutOff, badWeight);

    // Nothing leaves the range that the catalog allows: beyond it a decision would see a missing value, which is another shock.
    private static double[] Changed(double[] values, InputChange change, TestInput input) => Array.ConvertAll(values, value => change.Kind switch
    {
        ChangeKind.Multiply => Math.Clamp(value * change.Number, input.Least, input.Most),
        ChangeKind.Add => Math.Clamp(value + change.Number, input.Least, input.Most),
        ChangeKind.Set => Math.Clamp(change.Number, input.Least, input.Most),
        ChangeKind.SetText => InputEncoding.CodeOf(input, change.Text),
        _ => double.NaN,
    });

    private static IEnumerable<string> InWords(Shock shock)
    {
        foreach (InputChange change in shock.Changes)
        {
            string number = change.Number.ToString("R", CultureInfo.InvariantCulture);
            yield return string.Join(", ", change.Features) + change.Kind switch
            {
                ChangeKind.Multiply => $" × {number}",
                ChangeKind.Add => change.Number < 0 ? $" − {number[1..]}" : $" + {number}",
                ChangeKind.Set => $" = {number}",
                ChangeKind.SetText => $" = {change.Text}",
                _ => " missing",
            };
        }
        if (shock.PriorOdds != 1) yield return $"odds of the bad event × {shock.PriorOdds.ToString("R", CultureInfo.InvariantCulture)}";
    }
}
