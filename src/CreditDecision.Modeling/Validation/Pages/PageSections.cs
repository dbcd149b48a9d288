using System.Xml.Linq;
using CreditDecision.Modeling.Validation.Figures;
using static CreditDecision.Modeling.Validation.Pages.PageTable;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>The figures of a report, section by section.</summary>
internal static class PageSections
{
    private static readonly XNamespace Html = TestReportPage.Html;

    internal static IEnumerable<XElement> Of(TestReport report)
    {
        yield return Heading("Discrimination and accuracy");
        yield return Parts(report);
        yield return Tenths(report.HoldOut);
        yield return Heading("Calibration");
        yield return Grades("Hold-out", report.HoldOut);
        yield return Grades("Development", report.Development);
        yield return Note("Binomial, Jeffreys and z are one-sided: a small value says that the PD is too low. Loans count as independent, so a downturn makes them strict.");
        yield return Heading("Stability");
        yield return Features(report);
        yield return Note(
            $"Order of the grades by hold-out default rate: Kendall {Figure(report.GradeStability.Order)}, {report.GradeStability.Reversals} reversals. "
            + $"Default rates of the grades in both parts: Spearman {Figure(report.GradeStability.Spearman)}, Kendall {Figure(report.GradeStability.Kendall)}.");
        yield return Heading("Missing inputs");
        yield return Missing(report.Missing);
        if (report.Stress.Count > 0) yield return Heading("Stress");
        if (report.Stress.Count > 0) yield return Stress(report);
        if (report.Fairness.Count > 0) yield return Heading("Groups");
        foreach (SliceTable table in report.Fairness) yield return Slices(table);
        if (report.Segments is { } segments)
        {
            yield return Heading("Segments");
            yield return Slices(segments);
        }
    }

    private static XElement Parts(TestReport report)
    {
        var table = new PageTable("", "", "#hold-out", "#development");
        void Row(string name, Func<PartFigures, string> figure) => table.Add("", name, figure(report.HoldOut), figure(report.Development));
        Row("rows", part => Count(part.Plain.Rows));
        Row("bads", part => Count(part.Plain.Bads));
        Row("default rate", part => Share(part.Plain.DefaultRate));
        Row("mean PD", part => Share(part.Plain.MeanPd));
        Row("approved", part => Share(part.Plain.ApprovalRate));
        Row("without an answer", part => Count(part.Unanswered));
        Row("AUC", part => Figure(part.Plain.Auc));
        Row($"AUC, {report.Policy.Confidence * 100:0.##} % interval (DeLong)", part => $"{Figure(part.AucLow)} … {Figure(part.AucHigh)}");
        Row("Gini", part => Figure(part.Gini));
        Row("KS", part => Figure(part.Plain.Ks));
        Row("Brier", part => Figure(part.Plain.Brier));
        Row("log-loss", part => Figure(part.Plain.LogLoss));
        Row("Hosmer–Lemeshow", part => $"{Figure(part.Calibration.Statistic)}, {part.Calibration.Degrees} degrees, p {Figure(part.Calibration.P)}");
        Row("HHI of grades, normalised", part => $"{Figure(part.GradeConcentration.Index)}, {Figure(part.GradeConcentration.Normalised)}");
        return table.Element;
    }

    private static XElement Tenths(PartFigures part)
    {
        var table = new PageTable("Lift and gains by tenth of the hold-out part, worst PD first", "#rows", "#bads", "#default rate", "#mean PD", "#lift", "#gain");
        foreach (TenthFigures tenth in part.Tenths)
            table.Add("", Count(tenth.Rows), Count(tenth.Bads), Share(tenth.BadRate), Share(tenth.MeanPd), Figure(tenth.Lift), Share(tenth.Gain));
        return table.Element;
    }

    private static XElement Grades(string caption, PartFigures part)
    {
        var table = new PageTable(caption, "grade", "#PD below", "#rows", "#bads", "#default rate", "#its interval", "#mean PD", "#binomial", "#Jeffreys", "#z");
        foreach (GradeFigures grade in part.Grades)
        {
            table.Add(
                grade.Loans == 0 ? "thin" : "", grade.Grade, Share(grade.Below), Count(grade.Loans), Count(grade.Defaults), Share(grade.DefaultRate),
                grade.Loans == 0 ? "–" : $"{Share(grade.RateLow)} … {Share(grade.RateHigh)}", Share(grade.MeanPd), Figure(grade.Binomial), Figure(grade.Jeffreys), Figure(grade.Z));
        }
        return table.Element;
    }

    private static XElement Features(TestReport report)
    {
        var table = new PageTable("Score and inputs, development to hold-out", "", "#PSI", "#by chance", "#information value", "#of hold-out", "#missing", "#of hold-out", "#refused values");
        table.Add("", "score", Figure(report.ScorePsi.Index), Figure(report.ScorePsi.ChanceBound), "", "", "", "", "");
        foreach (FeatureFigures feature in report.Features)
        {
            table.Add(
                "", feature.Feature, Figure(feature.Csi.Index), Figure(feature.Csi.ChanceBound), Figure(feature.InformationValue), Figure(feature.HoldOutInformationValue),
                Share(feature.MissingShare), Share(feature.HoldOutMissingShare), Count(feature.Refused));
        }
        return table.Element;
    }

    private static XElement Missing(IReadOnlyList<MissingFigures> missing)
    {
        var table = new PageTable("Each input missing in every row of the hold-out part, in turn", "input", "#AUC", "#change", "#mean PD", "#change", "#approved", "#change");
        foreach (MissingFigures each in missing)
        {
            table.Add(
                "", each.Feature, Figure(each.Without.Auc), Change(each.Change.Auc), Share(each.Without.MeanPd), Change(each.Change.MeanPd),
                Share(each.Without.ApprovalRate), Change(each.Change.ApprovalRate));
        }
        return table.Element;
    }

    private static XElement Stress(TestReport report)
    {
        var table = new PageTable("The hold-out part under each shock, and what changed", "shock", "what", "#AUC", "#KS", "#Brier", "#mean PD", "#default rate", "#approved");
        PlainFigures before = report.HoldOut.Plain;
        table.Add("", "none", "", Figure(before.Auc), Figure(before.Ks), Figure(before.Brier), Share(before.MeanPd), Share(before.DefaultRate), Share(before.ApprovalRate));
        foreach (StressFigures shock in report.Stress)
        {
            string unread = shock.Unread.Count == 0 ? "" : $" (not read by this model: {string.Join(", ", shock.Unread)})";
            string note = shock.Note.Length == 0 ? "" : $"{shock.Note} ";
            PlainChanges change = shock.Change;
            table.Add(
                "", shock.Shock, $"{note}{string.Join("; ", shock.Changes)}{unread}", Change(change.Auc), Change(change.Ks), Change(change.Brier),
                Change(change.MeanPd), Change(change.DefaultRate), Change(change.ApprovalRate));
        }
        return table.Element;
    }

    private static XElement Slices(SliceTable slices)
    {
        string ratio = double.IsNaN(slices.ApprovalRatio) ? "" : $"; least approval rate over greatest {Figure(slices.ApprovalRatio)}";
        var table = new PageTable($"By {slices.Column}, hold-out{ratio}", slices.Column, "#rows", "#bads", "#default rate", "#mean PD", "#approved", "#AUC", "#KS", "#PSI", "judged");
        foreach (SliceFigures slice in slices.Slices)
        {
            PlainFigures plain = slice.Plain;
            table.Add(
                slice.IsJudged ? "" : "thin", slice.Value, Count(plain.Rows), Count(plain.Bads), Share(plain.DefaultRate), Share(plain.MeanPd), Share(plain.ApprovalRate),
                Figure(plain.Auc), Figure(plain.Ks), Figure(slice.Psi.Index), slice.IsJudged ? "yes" : "no, too few");
        }
        return table.Element;
    }

    private static XElement Heading(string text) => new(Html + "h2", text);

    private static XElement Note(string text) => new(Html + "p", text);
}
