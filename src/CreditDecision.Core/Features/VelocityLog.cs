using System.Buffers.Binary;

namespace CreditDecision.Core.Features;

/// <summary>An application as one of its subjects remembers it.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Application">Stands for the client and application id; the same application again counts once.</param>
/// <param name="Other">Stands for the borrower, or in a borrower's own log for the device.</param>
public readonly record struct VelocityEvent(long At, ulong Application, ulong Other);

/// <summary>
/// What one subject remembers: its newest applications of 30 days, packed one after the other, 24 bytes each. Every store keeps these bytes and
/// leaves the counting to this class, so that all of them count alike.
/// </summary>
public static class VelocityLog
{
    public const int EventBytes = 3 * sizeof(ulong);

    /// <summary>A log never has more; what is older is forgotten first.</summary>
    public const int MostEvents = 256;

    private static readonly long Longest = (long)Velocity.Windows[^1].TotalMilliseconds;

    /// <summary>The log with one more application, and without what is too old by then.</summary>
    public static byte[] With(ReadOnlySpan<byte> log, in VelocityEvent added)
    {
        byte[] kept = new byte[(Math.Min(log.Length / EventBytes, MostEvents) + 1) * EventBytes];
        int length = 0;
        bool isThere = false;
        for (; log.Length >= EventBytes; log = log[EventBytes..])
        {
            VelocityEvent before = Read(log);
            if (before.At <= added.At - Longest) continue;
            isThere |= before.Application == added.Application;
            // The oldest goes.
            if (length == kept.Length - EventBytes) Drop(kept, ref length);
            log[..EventBytes].CopyTo(kept.AsSpan(length));
            length += EventBytes;
        }
        if (isThere) return kept[..length];
        if (length == MostEvents * EventBytes) Drop(kept, ref length);
        Write(kept.AsSpan(length), added);
        return kept[..(length + EventBytes)];
    }

    /// <summary>Counts for each window the applications in it and the different others that they came from.</summary>
    /// <param name="at">Milliseconds since 1970 UTC. An application so long ago as a window is not in it any more; one that is ahead is.</param>
    /// <param name="counts">Gets <see cref="Velocity.CountsOfSubject"/>: applications by window, then others by window.</param>
    public static void Count(ReadOnlySpan<byte> log, long at, Span<int> counts)
    {
        Span<ulong> others = stackalloc ulong[MostEvents];
        for (int w = 0; w < Velocity.Windows.Count; w++)
        {
            long after = at - (long)Velocity.Windows[w].TotalMilliseconds;
            int applications = 0;
            for (ReadOnlySpan<byte> rest = log; rest.Length >= EventBytes && applications < MostEvents; rest = rest[EventBytes..])
            {
                VelocityEvent seen = Read(rest);
                if (seen.At > after) others[applications++] = seen.Other;
            }
            others[..applications].Sort();
            int different = 0;
            for (int i = 0; i < applications; i++)
                if (i == 0 || others[i] != others[i - 1]) different++;
            (counts[w], counts[Velocity.Windows.Count + w]) = (applications, different);
        }
    }

    private static void Drop(Span<byte> kept, ref int length)
    {
        kept[EventBytes..length].CopyTo(kept);
        length -= EventBytes;
    }

    private static VelocityEvent Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(long)..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[(2 * sizeof(long))..]));

    private static void Write(Span<byte> bytes, in VelocityEvent written)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, written.At);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(long)..], written.Application);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[(2 * sizeof(long))..], written.Other);
    }
}
