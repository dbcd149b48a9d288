using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Cli.Batches;

/// <summary>Reads the mapping of a CSV file, held against the columns that the file has.</summary>
internal static class MappedFile
{
    public static Mapping ReadMapping(FileInfo file, CsvSource source, RunContext run, string? labelColumn)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        var errors = new DocumentErrors();
        LoadedDocument? document = YamlDocuments.Read(File.ReadAllBytes(file.FullName), file.Name, errors);
        Mapping? mapping = document is null ? null : MappingReader.Read(document.Element, source.Header, run, labelColumn, errors);
        if (mapping is not null) return mapping;
        string mistakes = string.Concat(errors.All.Select(error => $"\n  {error}"));
        throw new Failure($"{file}: {errors.All.Count} {(errors.All.Count == 1 ? "mistake" : "mistakes")}, nothing was sent{mistakes}");
    }
}
