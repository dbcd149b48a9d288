using CreditDecision.Core.Features;

namespace CreditDecision.Service.Lists;

public enum ListEventKind
{
    Unspecified = 0,
    /// <summary>An entry was put.</summary>
    Put = 1,
    /// <summary>An entry was ended.</summary>
    Ended = 2,
}

/// <summary>Which record of a client an event is of.</summary>
/// <param name="Place">Of several events of one record, from 0.</param>
public readonly record struct ListRecord(string ClientId, string RecordId, int Place);

/// <summary>Something that happened to the lists, as the log keeps it for good.</summary>
/// <param name="Number">1, 2, ... in the order in which they were kept; of an entry that was put, also its id.</param>
/// <param name="Entry">The entry that it is about.</param>
/// <param name="Token">Stands for what is on the list: a keyed hash.</param>
/// <param name="From">Microseconds since 1970 UTC. An entry holds from here; an end comes to be here.</param>
/// <param name="Until">First moment at which an entry does not hold; the largest number where it holds for good.</param>
/// <param name="At">When it was kept, microseconds.</param>
/// <param name="ContentHash">Of the request, 32 bytes: the same record again must be the same.</param>
/// <param name="Sealed">The value, who says so and why.</param>
internal sealed record ListEvent(
    long Number, ListEventKind Kind, long Entry, ListKind List, ListPurpose Purpose, VelocitySubject Subject, UInt128 Token, long From, long Until, long At,
    ListRecord Record, byte[] ContentHash, byte[] Sealed);
