using System.Collections.Concurrent;
using CreditDecision.Core.Features;
using CreditDecision.Service.Ledger;
using CreditDecision.Storage.V1;

namespace CreditDecision.Service.Lists;

/// <summary>
/// All entries that may still hold, in memory, as a fold of the log up to a number. One thread at a time applies events; any number look up
/// meanwhile and find an event's effect wholly or not at all. An entry takes about 130 bytes.
/// </summary>
internal sealed class ListBook
{
    private readonly ConcurrentDictionary<UInt128, Entry> _byToken = new();

    // Those that can be ended.
    private readonly Dictionary<long, Entry> _byNumber = [];

    private long _last;

    // Entries of one subject form a list; each but its end is written before it can be seen.
    private sealed class Entry(ListEvent put, Entry? next)
    {
        private long _until = put.Until;

        public long Number { get; } = put.Number;

        public long From { get; } = put.From;

        public ListKind List { get; } = put.List;

        public ListPurpose Purpose { get; } = put.Purpose;

        public VelocitySubject Subject { get; } = put.Subject;

        public Entry? Next { get; } = next;

        public bool HoldsAt(long moment) => From <= moment && moment < Volatile.Read(ref _until);

        public void End(long at) => Volatile.Write(ref _until, Math.Min(_until, at));
    }

    /// <summary>The event up to which this is the fold.</summary>
    public long Last => Volatile.Read(ref _last);

    public int Count => _byNumber.Count;

    /// <param name="next">Comes after all that were applied.</param>
    public void Apply(ListEvent next)
    {
        if (next.Number <= _last) throw new ArgumentException($"Event {next.Number} does not follow {_last}.", nameof(next));
        if (next.Kind == ListEventKind.Put)
        {
            _byToken.TryGetValue(next.Token, out Entry? others);
            var entry = new Entry(next, others);
            _byNumber[next.Number] = entry;
            _byToken[next.Token] = entry;
        }
        else if (_byNumber.TryGetValue(next.Entry, out Entry? entry)) entry.End(next.From);
        Volatile.Write(ref _last, next.Number);
    }

    /// <summary>The entries that hold at a moment of any of the subjects, by their numbers.</summary>
    /// <param name="subjects">Tokens, in the order of <see cref="Velocity.Subjects"/>.</param>
    public ListHits HitsOf(ReadOnlySpan<UInt128> subjects, DateTimeOffset at)
    {
        var hits = new ListHits();
        long moment = SqliteRows.ToMicroseconds(at);
        foreach (UInt128 subject in subjects)
        {
            if (!_byToken.TryGetValue(subject, out Entry? entry)) continue;
            for (; entry is not null; entry = entry.Next)
                if (entry.HoldsAt(moment)) hits.Hits.Add(new ListHit { Entry = entry.Number, List = (int)entry.List, Purpose = (int)entry.Purpose, Subject = (int)entry.Subject });
        }
        return hits;
    }
}
