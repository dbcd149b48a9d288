using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

/// <summary>
/// Whatever stands in a file, it ends in a model or in errors, soon and within memory. CREDITDECISION_FUZZ_SEED tries other mutants;
/// with CREDITDECISION_FUZZ_INDEX it is that one alone.
/// </summary>
public sealed class ArtifactFuzzTests(ITestOutputHelper output)
{
    private const int Few = 2_000;
    private const int ManyOfAllFormats = 1_000_000;

    public static TheoryData<string> Formats => [.. Enum.GetNames<ArtifactFormat>().Skip(1)];

    // What does not read as a model would drop out of the corpus in silence.
    [Fact]
    public void Every_seed_is_a_model()
    {
        string[] files = [.. Directory.EnumerateFiles(Repository.PathOf("tests/Modeling.Tests/Formats/Fuzzing/Seeds")).Where(IsSeed)];

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var errors = new DocumentErrors();
            ArtifactReader.Read(File.ReadAllBytes(file), errors);
            Assert.Empty(errors.All);
        });
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mutants_end_in_a_model_or_in_errors(string name)
    {
        ArtifactFormat format = Enum.Parse<ArtifactFormat>(name);
        Assert.NotEmpty(Corpus.Of(format));
        if (Setting("FUZZ_INDEX") is { } index)
        {
            Run(format, (int)index..((int)index + 1), workers: 1);
            return;
        }
        // A reader that takes all memory is to fail here, not to end the machine.
        Assert.InRange(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, 1, 4L << 30);
        bool isFull = Setting("FULL") == 1;
        int count = isFull ? ManyOfAllFormats / Formats.Count : Few;

        FuzzCounts counts = Run(format, ..count, workers: isFull ? Environment.ProcessorCount : 1);

        output.WriteLine($"note: {name}: {count} mutants, {counts.Accepted} accepted and scored, {counts.Refused} refused");
        Assert.Equal(count, counts.Accepted + counts.Refused);
        // Mutants that are never or always let in would not test what they are for.
        Assert.True(counts.Accepted > count / 200 && counts.Refused > count / 20, $"{counts}");
    }

    private static bool IsSeed(string path) => Path.GetExtension(path) is not (".py" or ".md");

    private static FuzzCounts Run(ArtifactFormat format, Range mutants, int workers) =>
        new FuzzRun(format, Setting("FUZZ_SEED") ?? 1, mutants, workers).Run();

    private static long? Setting(string name) => long.TryParse(Environment.GetEnvironmentVariable($"CREDITDECISION_{name}"), out long value) ? value : null;
}
