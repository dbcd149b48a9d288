using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Cli.Batches;

/// <summary>
/// A mapping whose "now" keeps up with the clock. It is read anew every half minute, and what is the same for every row is built once
/// for each reading: evidence and device data of a run that takes hours would otherwise grow stale on the way.
/// </summary>
internal sealed class LiveMapping
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Func<DateTimeOffset, Mapping> _read;
    private readonly TimeProvider _time;
    private readonly bool _isFixed;
    private volatile Reading _last;

    private LiveMapping(Mapping first, Func<DateTimeOffset, Mapping> read, bool isFixed, TimeProvider time)
    {
        (_read, _isFixed, _time) = (read, isFixed, time);
        _last = new Reading(first, time.GetTimestamp());
    }

    private sealed record Reading(Mapping Mapping, long At);

    /// <summary>From any thread.</summary>
    public Mapping Current
    {
        get
        {
            Reading last = _last;
            if (_isFixed || _time.GetElapsedTime(last.At) < Longest) return last.Mapping;
            // Two callers may read it at once; either reading serves.
            var next = new Reading(_read(_time.GetUtcNow()), _time.GetTimestamp());
            _last = next;
            return next.Mapping;
        }
    }

    /// <summary>Reads the file, held against the columns of the CSV file.</summary>
    /// <exception cref="Failure">It has mistakes; all of them are named.</exception>
    public static LiveMapping Open(FileInfo file, IReadOnlyList<string> header, RunContext run, string? labelColumn, TimeProvider time)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        var errors = new DocumentErrors();
        LoadedDocument? document = YamlDocuments.Read(File.ReadAllBytes(file.FullName), file.Name, errors);
        Mapping? first = document is null ? null : Read(run.Now);
        if (first is not null) return new LiveMapping(first, now => Read(now)!, run.IsNowFixed, time);
        string mistakes = string.Concat(errors.All.Select(error => $"\n  {error}"));
        throw new Failure($"{file}: {errors.All.Count} {(errors.All.Count == 1 ? "mistake" : "mistakes")}, nothing was sent{mistakes}");

        Mapping? Read(DateTimeOffset now) => MappingReader.Read(document!.Element, header, run with { Now = now }, labelColumn, errors);
    }
}
