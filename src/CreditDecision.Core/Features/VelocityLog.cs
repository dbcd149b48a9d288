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

    /// <summary>The log with one more application at its end, and without what at its beginning is too old by then.</summary>
    /// <remarks>Clocks of replicas differ a little, so what is too old may for as long stand behind what is not; no window counts it.</remarks>
    public static byte[] With(ReadOnlySpan<byte> log, in VelocityEvent added)
    {
        while (log.Length >= EventBytes && Read(log).At <= added.At - Longest) log = log[EventBytes..];
        if (Has(log, added.Application)) return log.ToArray();
        // The oldest goes.
        ReadOnlySpan<byte> kept = log[Math.Max(0, log.Length - ((MostEvents - 1) * EventBytes))..];
        byte[] with = new byte[kept.Length + EventBytes];
        kept.CopyTo(with);
        Write(with.AsSpan(kept.Length), added);
        return with;
    }

    /// <summary>Counts for each window the applications in it and the different others that they came from.</summary>
    /// <param name="at">Milliseconds since 1970 UTC. An application so long ago as a window is not in it any more; one that is ahead is.</param>
    /// <param name="application">
    /// Which is being decided. It is in every window, also where it was first asked for long before: that it was not answered then makes it no less an application now.
    /// </param>
    /// <param name="counts">Gets <see cref="Velocity.CountsOfSubject"/>: applications by window, then others by window.</param>
    public static void Count(ReadOnlySpan<byte> log, long at, ulong application, Span<int> counts)
    {
        Span<ulong> others = stackalloc ulong[MostEvents];
        int windows = Velocity.Windows.Count;
        // The longest first: a shorter one in which as many are is the same.
        for (int w = windows - 1; w >= 0; w--)
        {
            int applications = Within(log, at - (long)Velocity.Windows[w].TotalMilliseconds, application, others);
            bool isSame = w + 1 < windows && counts[w + 1] == applications;
            (counts[w], counts[windows + w]) = (applications, isSame ? counts[windows + w + 1] : Different(others[..applications]));
        }
    }

    private static int Within(ReadOnlySpan<byte> log, long after, ulong application, Span<ulong> others)
    {
        int found = 0;
        for (; log.Length >= EventBytes && found < others.Length; log = log[EventBytes..])
        {
            VelocityEvent seen = Read(log);
            if (seen.At > after || seen.Application == application) others[found++] = seen.Other;
        }
        return found;
    }

    private static int Different(Span<ulong> others)
    {
        others.Sort();
        int different = 0;
        for (int i = 0; i < others.Length; i++)
            if (i == 0 || others[i] != others[i - 1]) different++;
        return different;
    }

    private static bool Has(ReadOnlySpan<byte> log, ulong application)
    {
        for (; log.Length >= EventBytes; log = log[EventBytes..])
            if (Read(log).Application == application) return true;
        return false;
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
