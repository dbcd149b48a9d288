using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CreditDecision.LoadTests.Results;

namespace CreditDecision.LoadTests.Reports;

/// <summary>All results of a call of the program, with what they were measured on. The form of a report is its file's extension.</summary>
internal sealed record RunReport(DateTimeOffset MadeAt, string Machine, IReadOnlyList<RunResult> Results)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static IReadOnlyList<string> Extensions { get; } = [".json", ".csv", ".xml", ".html"];

    public static RunReport Of(IReadOnlyList<RunResult> results) => new(
        TimeProvider.System.GetUtcNow(), $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}", results);

    /// <exception cref="InvalidDataException">It is no report.</exception>
    public static RunReport Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunReport>(File.ReadAllText(file), Layout) is { Results: not null } report
                ? report
                : throw new InvalidDataException($"{file} holds no report.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{file} is no report in JSON: {problem.Message}", problem);
        }
    }

    public void Write(string file) => File.WriteAllText(file, Path.GetExtension(file) switch
    {
        ".csv" => CsvReport.Text(this),
        ".xml" => JUnitReport.Text(this),
        ".html" => HtmlReport.Text(this),
        _ => JsonSerializer.Serialize(this, Layout),
    });
}
