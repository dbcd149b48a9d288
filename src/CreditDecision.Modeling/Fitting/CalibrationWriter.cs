using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>Writes a calibration as the block of a model card that <see cref="ModelCalibration.Read"/> reads.</summary>
public static class CalibrationWriter
{
    /// <returns>YAML with the key <c>calibration</c>, lines ended by a line feed.</returns>
    public static string Write(ModelCalibration calibration)
    {
        var text = new StringBuilder("calibration:\n");
        Line(text, "method", SnakeCase.Of(calibration.Method));
        if (calibration.Method == CalibrationMethod.Platt)
        {
            // The last bits of a logarithm differ between systems; they must not change the bytes.
            Line(text, "slope", Number(Math.Round(calibration.Line.Slope, 9)));
            Line(text, "intercept", Number(Math.Round(calibration.Line.Intercept, 9) + 0.0));
        }
        if (calibration.Scale.PointsToDouble > 0)
        {
            Line(text, "base_points", Number(calibration.Scale.BasePoints));
            Line(text, "base_odds", Number(calibration.Scale.BaseOdds));
            Line(text, "pdo", Number(calibration.Scale.PointsToDouble));
        }
        if (calibration.Table is { } table) WriteTable(text, table);
        if (calibration.Data.Name is { Length: > 0 } name) Line(text, "data", Quoted(name));
        if (calibration.Data.Sha256 is { Length: > 0 } sha256) Line(text, "data_sha256", Quoted(sha256));
        return text.ToString();
    }

    private static void WriteTable(StringBuilder text, CalibrationTable table)
    {
        text.Append("  table:\n");
        for (int i = 0; i < table.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"    - {{ score: {Number(table[i].Score)}, probability: {Number(table[i].Probability)} }}\n");
    }

    private static void Line(StringBuilder text, string key, string value) => text.Append(CultureInfo.InvariantCulture, $"  {key}: {value}\n");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
