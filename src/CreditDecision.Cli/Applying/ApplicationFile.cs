using System.Text.Json;
using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Documents;
using CreditDecision.V1;

namespace CreditDecision.Cli.Applying;

/// <summary>One application of a file, ready to be sent.</summary>
/// <param name="Note">What its author said it shows; empty when nothing was said. Never sent.</param>
internal sealed record FiledApplication(int Index, string Note, DecideRequest Request);

/// <summary>
/// Reads applications from a JSON file: one application, a list of them, or <c>{"samples": [{"note": …, "application": …}]}</c>.
/// </summary>
internal static class ApplicationFile
{
    public const string RunPlaceholder = "{run}";

    // Files of this kind are written by people; bulk data goes through --csv, which streams.
    private const int MostBytes = 16 * 1024 * 1024;

    public static IReadOnlyList<FiledApplication> Read(FileInfo file, RunContext run)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        if (file.Length > MostBytes) throw new Failure($"{file}: has {file.Length} bytes, at most {MostBytes} are read; send bulk data with --csv");
        var errors = new DocumentErrors();
        IReadOnlyList<FiledApplication> applications = Read(File.ReadAllBytes(file.FullName), run, errors);
        if (!errors.Any) return applications;
        string mistakes = string.Concat(errors.All.Select(error => $"\n  {error}"));
        throw new Failure($"{file}: {errors.All.Count} {(errors.All.Count == 1 ? "mistake" : "mistakes")}, nothing was sent{mistakes}");
    }

    /// <summary>Applications that have mistakes are left out; the mistakes are in <paramref name="errors"/>.</summary>
    internal static IReadOnlyList<FiledApplication> Read(ReadOnlyMemory<byte> json, RunContext run, DocumentErrors errors)
    {
        var applications = new List<FiledApplication>();
        var reader = new ProtoJson(run.Now, errors);
        var borrower = new MadeUpBorrower(run, errors);
        int index = 0;
        foreach ((string path, string note, JsonElement element) in Elements(json, errors))
        {
            DecideRequest? request = reader.Read<DecideRequest>(borrower.WriteOut(element, path), path);
            if (request is not null)
            {
                request.ApplicationId = request.ApplicationId.Replace(RunPlaceholder, run.RunId, StringComparison.Ordinal);
                applications.Add(new FiledApplication(index, note, request));
            }
            index++;
        }
        return applications;
    }

    private static IEnumerable<(string Path, string Note, JsonElement Element)> Elements(ReadOnlyMemory<byte> json, DocumentErrors errors)
    {
        if (Parse(json, errors) is not { } root) return [];
        if (root.ValueKind == JsonValueKind.Array) return Bare(root, errors);
        bool hasSamples = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("samples", out _);
        if (hasSamples) return Samples(DocumentObject.Root(root, errors), root);
        return [("", "", root)];
    }

    private static IEnumerable<(string Path, string Note, JsonElement Element)> Bare(JsonElement list, DocumentErrors errors)
    {
        if (list.GetArrayLength() == 0) errors.Add("", "holds no application");
        return list.EnumerateArray().Select((element, index) => ($"[{index}]", "", element));
    }

    private static List<(string Path, string Note, JsonElement Element)> Samples(DocumentObject file, JsonElement root)
    {
        IReadOnlyList<DocumentObject> samples = file.Children("samples", 10_000);
        file.Close();
        if (samples.Count == 0) file.Fail("samples", "must hold at least one application");
        var elements = new List<(string, string, JsonElement)>();
        for (int index = 0; index < samples.Count; index++)
        {
            string note = samples[index].Text("note", 500, "");
            DocumentObject application = samples[index].Child("application");
            samples[index].Close();
            JsonElement item = root.GetProperty("samples")[index];
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("application", out JsonElement element) && element.ValueKind == JsonValueKind.Object)
                elements.Add((application.Path, note, element));
        }
        return elements;
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> json, DocumentErrors errors)
    {
        try
        {
            ReadOnlyMemory<byte> content = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
            using JsonDocument document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            errors.Add(e.LineNumber is { } line ? $"line {line + 1}" : "", $"is not JSON: {e.Message}");
            return null;
        }
    }
}
