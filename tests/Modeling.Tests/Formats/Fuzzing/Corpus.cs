using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

/// <summary>The small artifacts that the tests of the formats hold, as seeds: every file beside them that is read as a model.</summary>
internal static class Corpus
{
    // Mutants of larger files would hit what matters too rarely, and take too long.
    private const int MostBytes = 48 * 1024;

    private static readonly Lazy<ILookup<ArtifactFormat, byte[]>> All = new(Find);

    /// <summary>Ordered by path, so that a seed means the same mutants on every machine.</summary>
    internal static byte[][] Of(ArtifactFormat format) => [.. All.Value[format]];

    private static ILookup<ArtifactFormat, byte[]> Find() =>
        Directory.EnumerateFiles(Repository.PathOf("tests/Modeling.Tests/Formats"), "*", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path).Length is > 0 and <= MostBytes)
            .OrderBy(path => Path.GetRelativePath(Repository.PathOf("."), path), StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Select(bytes => (Bytes: bytes, ArtifactReader.Read(bytes, new DocumentErrors())?.Format))
            .Where(seed => seed.Format is not null)
            .ToLookup(seed => seed.Format!.Value, seed => seed.Bytes);
}
