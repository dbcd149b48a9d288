using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditDecision.Modeling.Validation;

/// <summary>
/// The report as the bytes that are stored and bound by their hash: keys in lower_snake_case in a fixed order, lines ended by a line feed,
/// numbers with at most twelve significant digits and twelve decimals, null for a figure that there is not.
/// </summary>
public static class TestReportJson
{
    /// <summary>Changes whenever the same report would be written otherwise.</summary>
    private const int Form = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        // Texts stay readable; nobody puts these bytes into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new RoundedNumbers() },
    };

    public static byte[] Write(TestReport report)
    {
        var document = new
        {
            Kind = "development_test_report",
            Form,
            Verdict = report.Passed ? "passed" : "failed",
            report.Model,
            report.Data,
            report.Policy,
            report.Checks,
            report.HoldOut,
            report.Development,
            report.ScorePsi,
            report.Features,
            report.GradeStability,
            report.Missing,
            report.Fairness,
            report.Segments,
            report.Stress,
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(document, Options), (byte)'\n'];
    }

    /// <returns>Of the written bytes, lower-case hexadecimal: what a review binds.</returns>
    public static string Sha256(ReadOnlySpan<byte> written) => Convert.ToHexStringLower(SHA256.HashData(written));

    // The last bits of a logarithm differ between systems; they must not change the bytes, nor those of a difference that should be 0.
    private sealed class RoundedNumbers : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(Rounded(value));
            else writer.WriteNullValue();
        }

        // Adding 0 takes the sign from −0.
        private static double Rounded(double value) =>
            Math.Round(double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), 12) + 0.0;
    }
}
