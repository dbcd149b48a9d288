using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Backtests;

/// <summary>What became of a loan, and when that was found (microseconds; the last moment there is where it was not said).</summary>
internal readonly record struct LoanOutcome(bool Bad, long ObservedMicroseconds);

/// <summary>
/// The observed outcomes of a run, by decision or by application. Held by a short hash of either: millions of them must fit into memory,
/// and ids of applications need not lie in it. Filled first and then only read, by all workers.
/// </summary>
internal sealed class OutcomeBook
{
    public const int Most = 2_000_000;

    // A caller that sends nothing but mistakes is told the first ones.
    private const int MostErrors = 100;

    private readonly Dictionary<UInt128, LoanOutcome> _byDecision = [];
    private readonly Dictionary<UInt128, LoanOutcome> _byApplication = [];

    public long Count { get; private set; }

    /// <summary>Whether any outcome is found by its application.</summary>
    public bool NamesApplications => _byApplication.Count > 0;

    public void Add(Wire.ObservedOutcomes chunk, List<FieldError> errors)
    {
        foreach (Wire.ObservedOutcome outcome in chunk.Outcomes)
        {
            string problem = Add(outcome);
            if (problem.Length > 0 && errors.Count < MostErrors) errors.Add(new FieldError($"outcomes[{Count}]", problem));
            Count++;
        }
    }

    public LoanOutcome? Find(in ScannedDecision entry)
    {
        if (_byDecision.Count > 0 && _byDecision.TryGetValue(KeyOf(entry.DecisionId), out LoanOutcome found)) return found;
        if (_byApplication.Count > 0 && _byApplication.TryGetValue(KeyOf(entry.ClientId, entry.ApplicationId), out found)) return found;
        return null;
    }

    // Says what is wrong, or nothing.
    private string Add(Wire.ObservedOutcome outcome)
    {
        if (Count >= Most) return $"is past the most that a run takes, {Most}";
        bool byId = outcome.DecisionId.Length > 0;
        bool byApplication = outcome.ClientId.Length > 0 && outcome.ApplicationId.Length > 0;
        Guid id = default;
        if (byId == (outcome.ClientId.Length + outcome.ApplicationId.Length > 0) || (!byId && !byApplication))
            return "give either decision_id, or both client_id and application_id";
        if (byId && !Guid.TryParseExact(outcome.DecisionId, "D", out id)) return "decision_id must be an id as Decide returned it";
        DateTimeOffset? observed = ApplicationTranslation.Moment(outcome.ObservedAt);
        if (outcome.ObservedAt is not null && observed is null) return "observed_at is no moment of the years 1 to 9999";
        var value = new LoanOutcome(outcome.Bad, observed is { } moment ? SqliteRows.ToMicroseconds(moment) : long.MaxValue);
        bool isNew = byId
            ? _byDecision.TryAdd(KeyOf(id), value)
            : _byApplication.TryAdd(KeyOf(Encoding.UTF8.GetBytes(outcome.ClientId), Encoding.UTF8.GetBytes(outcome.ApplicationId)), value);
        return isNew ? "" : "is of a decision whose outcome was given before";
    }

    private static UInt128 KeyOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    // Identifiers hold no zero, so the pair is told apart from every other one.
    private static UInt128 KeyOf(ReadOnlySpan<byte> clientId, ReadOnlySpan<byte> applicationId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> text = stackalloc byte[256];
        int length = clientId.Length + 1 + applicationId.Length;
        if (length > text.Length) text = new byte[length];
        clientId.CopyTo(text);
        text[clientId.Length] = 0;
        applicationId.CopyTo(text[(clientId.Length + 1)..]);
        SHA256.HashData(text[..length], hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
