using System.CommandLine;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Cli.Governance;

/// <summary>A report or minutes, from a file whose ending says what it is.</summary>
internal static class PaperOption
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown", [".txt"] = "text/plain", [".html"] = "text/html", [".json"] = "application/json", [".pdf"] = "application/pdf",
    };

    public static Option<FileInfo> Create(string name, string what)
    {
        var option = new Option<FileInfo>(name) { Description = $"File with the {what}: {string.Join(", ", MediaTypes.Keys)}.", HelpName = "file", Required = true };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [var file, ..] && !MediaTypes.ContainsKey(Path.GetExtension(file.Value)))
                given.AddError($"{name} \"{file.Value}\" must end in one of {string.Join(", ", MediaTypes.Keys)}.");
        });
        return option;
    }

    public static async Task<AttachedDocument> ReadAsync(FileInfo file, CancellationToken cancellation) => new()
    {
        MediaType = MediaTypes[file.Extension], Content = UnsafeByteOperations.UnsafeWrap(await File.ReadAllBytesAsync(file.FullName, cancellation)),
    };
}
