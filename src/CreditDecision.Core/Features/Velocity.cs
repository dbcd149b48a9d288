namespace CreditDecision.Core.Features;

/// <summary>Who or what applications are counted by (A19).</summary>
public enum VelocitySubject
{
    Unspecified = 0,
    Borrower,
    Phone,
    Device,
    /// <summary>The network address.</summary>
    Ip,
    /// <summary>The bank card.</summary>
    Card,
}

/// <summary>
/// How often an application's borrower, telephone, device, network address and card came before within an hour, a day, a week and 30 days, the
/// application itself counted in: applications, and how many different borrowers (of a borrower: devices) they came from. A count is exact
/// below <see cref="VelocityLog.MostEvents"/>, and that number stands for it and all above. Immutable.
/// </summary>
public sealed class Velocity
{
    /// <summary>Of the applications that a subject's log tells, how long ago they may be.</summary>
    public static readonly IReadOnlyList<TimeSpan> Windows = [TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <summary>In the order of the counts.</summary>
    public static readonly IReadOnlyList<VelocitySubject> Subjects =
        [VelocitySubject.Borrower, VelocitySubject.Phone, VelocitySubject.Device, VelocitySubject.Ip, VelocitySubject.Card];

    /// <summary>Of each subject: applications by window, then others by window.</summary>
    public const int CountsOfSubject = 2 * 4;

    /// <summary>All of them.</summary>
    public const int Length = 5 * CountsOfSubject;

    /// <summary>Of an application of which nothing was seen before.</summary>
    public static readonly Velocity First = new([.. Enumerable.Repeat(1, Length)]);

    private readonly int[] _counts;

    /// <param name="counts"><see cref="Length"/> of them, 1 or more: by subject, then applications and others, then window.</param>
    /// <exception cref="ArgumentException">Not so many.</exception>
    public Velocity(ReadOnlySpan<int> counts)
    {
        if (counts.Length != Length) throw new ArgumentException($"There are {Length} counts, these are {counts.Length}.", nameof(counts));
        _counts = counts.ToArray();
    }

    public ReadOnlySpan<int> Counts => _counts;
}
