using System.IO.Compression;
using System.Text.Json;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Hosting;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Governance;

/// <summary>
/// A log that came with the content: how what is shipped was tested, reviewed and approved. A store without a log begins with it, after every event
/// was decided again by the rules.
/// </summary>
internal sealed class Genesis(GovernanceStore store, GovernanceBook book, PersonalDataKeys keys, GovernanceLog log)
{
    private const int MostBytes = 64 * 1024 * 1024;

    /// <exception cref="StartRefusedException">The file cannot be read, or its log is not what the rules make.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public async Task BeginAsync(string file, CancellationToken cancellation)
    {
        GovernanceState state = await book.FollowAsync(cancellation);
        if (!state.Log.IsEmpty || !File.Exists(file)) return;
        (IReadOnlyList<StoredGovernanceEvent> events, IReadOnlyList<GovernanceDocument> documents) = Read(file);
        if (events.Count == 0) return;
        Check(file, events, documents);
        // Another replica may have begun with it meanwhile.
        GovernanceAppended appended = await store.AppendAsync(new GovernanceAppend(events, documents, null, null), cancellation);
        await book.FollowAsync(cancellation);
        if (appended.Done) log.Began(events.Count, file);
    }

    private static void Check(string file, IReadOnlyList<StoredGovernanceEvent> events, IReadOnlyList<GovernanceDocument> documents)
    {
        var held = documents.ToDictionary(document => document.Sha256, document => document.Content.ToArray());
        var check = new GovernanceCheck((_, _) => true, held.GetValueOrDefault);
        string[] problems = [.. events.SelectMany(check.Add).Select(finding => $"{file}: event {finding.Place}: {finding.Detail}")];
        if (problems.Length > 0) throw new StartRefusedException(problems);
        foreach (GovernanceEvent next in events.Select(stored => EventBytes.Read(stored.Bytes)))
            foreach (Digest named in next.Command.Particulars.Documents.Where(named => !held.ContainsKey(named)))
                throw new StartRefusedException([$"{file}: event {next.Number}: the document {named} that it names is not there"]);
    }

    private (IReadOnlyList<StoredGovernanceEvent> Events, IReadOnlyList<GovernanceDocument> Documents) Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes(file));
            var events = new List<StoredGovernanceEvent>();
            Digest previous = default;
            foreach (JsonElement item in document.RootElement.GetProperty("events").EnumerateArray())
            {
                byte[] bytes = item.GetProperty("canonical").GetBytesFromBase64();
                Digest digest = EventBytes.Chain(previous, bytes);
                events.Add(new StoredGovernanceEvent(events.Count + 1, bytes, previous, digest, keys.ChainSeal().Of(digest)));
                previous = digest;
            }
            return (events, [.. document.RootElement.GetProperty("documents").EnumerateArray().Select(ReadDocument)]);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidDataException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException([$"{file}: {problem.Message}"]);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using Stream content = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var bytes = new MemoryStream();
        byte[] part = new byte[81_920];
        for (int read; (read = content.Read(part)) > 0; bytes.Write(part, 0, read))
            if (bytes.Length > MostBytes) throw new FormatException($"must be at most {MostBytes} bytes");
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static GovernanceDocument ReadDocument(JsonElement item) => new(
        (GovernanceDocumentKind)item.GetProperty("kind").GetInt32(), item.GetProperty("media_type").GetString()!, item.GetProperty("content").GetBytesFromBase64());
}
