using System.IO.MemoryMappedFiles;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

internal sealed record FuzzCounts(long Accepted, long Refused);

/// <summary>
/// Puts mutants of one format to the trial, on several threads. The threads work, the caller watches that they go on; what fails or
/// hangs is named by seed and index and written to a file. The mutants under way are kept in a mapped file, which outlives even a
/// process that a reader brought down.
/// </summary>
/// <param name="mutants">Indices of the mutants to try.</param>
internal sealed class FuzzRun(ArtifactFormat format, long seed, Range mutants, int workers)
{
    // A mutant takes well below a millisecond; one that takes this long on any machine hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly byte[][] _corpus = Corpus.Of(format);
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "fuzzing")).FullName;
    private int _next = mutants.Start.Value - 1;
    private long _accepted;
    private long _refused;
    private string? _failure;

    internal FuzzCounts Run()
    {
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(Path.Combine(_folder, $"{format}.underway"), FileMode.Create, null, workers * sizeof(long));
        using MemoryMappedViewAccessor underway = file.CreateViewAccessor();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => new Thread(() => Work(worker, underway)) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        for (int worker = 0; worker < workers; worker++) Watch(threads[worker], worker, underway);
        if (_failure is not null) Assert.Fail(_failure);
        return new FuzzCounts(_accepted, _refused);
    }

    private void Work(int worker, MemoryMappedViewAccessor underway)
    {
        Mutator mutator = NewMutator();
        int index;
        while (Volatile.Read(ref _failure) is null && (index = Interlocked.Increment(ref _next)) < mutants.End.Value)
        {
            underway.Write(worker * sizeof(long), (long)index);
            byte[] mutant = mutator.Mutant(index);
            try
            {
                Interlocked.Increment(ref Trial.Run(mutant) == Verdict.Accepted ? ref _accepted : ref _refused);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, Told(index, mutant, e.ToString()), null);
            }
        }
    }

    private void Watch(Thread thread, int worker, MemoryMappedViewAccessor underway)
    {
        long last = -1;
        while (!thread.Join(Patience))
        {
            long index = underway.ReadInt64(worker * sizeof(long));
            if (index == last) Assert.Fail(Told((int)index, NewMutator().Mutant((int)index), $"hangs: no end after {Patience}"));
            last = index;
        }
    }

    private Mutator NewMutator() => new(_corpus, isText: format is not (ArtifactFormat.XgboostUbjson or ArtifactFormat.Onnx), seed);

    private string Told(int index, byte[] mutant, string what)
    {
        string path = Path.Combine(_folder, $"{format}-{seed}-{index}.artifact");
        File.WriteAllBytes(path, mutant);
        return $"{format}, seed {seed}, index {index} (written to {path}): {what}";
    }
}
