using System.Text.Encodings.Web;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Writes a fitted scorecard as the document that <see cref="Scorecard.Read"/> reads. Figures are rounded, so that the last bit of a
/// logarithm, which differs between systems, does not change the bytes.
/// </summary>
internal sealed class ScorecardWriter(FitSample sample, LogisticFit fit, IReadOnlyList<FittedCharacteristic> characteristics)
{
    private const string FittedBy = "creditctl scorecard fit";

    internal byte[] Write(FitFigures? train, FitFigures? test)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options)) WriteDocument(json, train, test);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private void WriteDocument(Utf8JsonWriter json, FitFigures? train, FitFigures? test)
    {
        (FitPlan plan, PointsScale scale) = (sample.Plan, sample.Plan.Scale);
        json.WriteStartObject();
        json.WriteString("kind", "scorecard");
        json.WriteString("id", plan.Id);
        json.WriteString("version", plan.Version);
        json.WriteString("purpose", SnakeCase.Of(plan.Kind));
        json.WriteString("target", plan.Target.Length > 0 ? plan.Target : plan.Outcome);
        json.WriteNumber("base_points", scale.BasePoints);
        json.WriteNumber("base_odds", scale.BaseOdds);
        json.WriteNumber("pdo", scale.PointsToDouble);
        json.WriteStartObject("calibration");
        json.WriteString("method", SnakeCase.Of(CalibrationMethod.PointsToOdds));
        json.WriteEndObject();
        json.WriteNumber("intercept_points", Points(scale.PointsAt(fit.Coefficients[0])));
        json.WriteStartArray("characteristics");
        foreach (FittedCharacteristic characteristic in characteristics) WriteCharacteristic(json, characteristic);
        json.WriteEndArray();
        WriteOrigin(json, train, test);
        json.WriteEndObject();
    }

    private void WriteCharacteristic(Utf8JsonWriter json, FittedCharacteristic characteristic)
    {
        json.WriteStartObject();
        json.WriteString("feature", characteristic.Column.Feature.Name);
        json.WriteString("reason", characteristic.Column.Reason);
        json.WriteNumber("iv", Figure(characteristic.Bins.InformationValue));
        json.WriteNumber("coefficient", Figure(characteristic.Coefficient));
        json.WriteNumber("standard_error", Figure(characteristic.StandardError));
        json.WriteStartArray("bins");
        foreach (ScorecardBin bin in characteristic.Bins.Bins) WriteBin(json, bin, characteristic.Coefficient);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteBin(Utf8JsonWriter json, ScorecardBin bin, double coefficient)
    {
        BinEvidence evidence = bin.Evidence!.Value;
        json.WriteStartObject();
        WriteCondition(json, bin);
        json.WriteNumber("points", Points(-coefficient * evidence.Woe * sample.Plan.Scale.PointsPerLogOdds));
        json.WriteNumber("count", evidence.Count);
        json.WriteNumber("bad", evidence.Bad);
        json.WriteNumber("woe", Figure(evidence.Woe));
        json.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter json, ScorecardBin bin)
    {
        if (bin.Kind == BinKind.Missing) json.WriteBoolean("missing", true);
        if (bin.Kind == BinKind.Otherwise) json.WriteBoolean("otherwise", true);
        if (bin.Kind == BinKind.Special) json.WriteNumber("special", bin.Special);
        if (bin.Kind == BinKind.Range && double.IsFinite(bin.From)) json.WriteNumber("from", bin.From);
        if (bin.Kind == BinKind.Range && double.IsFinite(bin.Below)) json.WriteNumber("below", bin.Below);
        if (bin.Kind != BinKind.Values) return;
        json.WriteStartArray("values");
        foreach (string value in bin.Values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private void WriteOrigin(Utf8JsonWriter json, FitFigures? train, FitFigures? test)
    {
        json.WriteStartObject("made_from");
        json.WriteString("fitted_by", FittedBy);
        json.WriteString("data", sample.Table.Name);
        json.WriteString("data_sha256", sample.Table.Sha256);
        json.WriteNumber("seed", sample.Plan.Seed);
        WriteFigures(json, "train", train);
        WriteFigures(json, "test", test);
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, FitFigures? figures)
    {
        if (figures is null) return;
        json.WriteStartObject(name);
        json.WriteNumber("rows", figures.Discrimination.Rows);
        json.WriteNumber("bads", figures.Discrimination.Bads);
        json.WriteNumber("auc", Figure(figures.Discrimination.Auc));
        json.WriteNumber("ks", Figure(figures.Discrimination.Ks));
        json.WriteNumber("brier", Figure(figures.Accuracy.Brier));
        json.WriteEndObject();
    }

    private static double Points(double points) => Math.Round(points, 2) + 0.0;

    private static double Figure(double figure) => Math.Round(figure, 6) + 0.0;
}
