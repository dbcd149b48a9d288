namespace CreditDecision.Service.Gathering;

/// <summary>
/// What the windows of an application's subjects hold: an hour, 24 hours, 7 and 30 days up to and with the application itself.
/// </summary>
/// <param name="Applications">By subject, then window: 5 × 4 numbers, in the order of the enums. 0 where the application named no such subject.</param>
/// <param name="Borrowers">
/// Different borrowers seen with the subject, same shape; 1 for the borrower itself. Past a few thousand it may be an estimate (within 2 %).
/// </param>
public sealed record Velocity(IReadOnlyList<long> Applications, IReadOnlyList<long> Borrowers)
{
    public const int Subjects = 5;
    public const int Windows = 4;

    public long ApplicationsOf(VelocitySubject subject, VelocityWindow window) => Applications[PlaceOf(subject, window)];

    public long BorrowersOf(VelocitySubject subject, VelocityWindow window) => Borrowers[PlaceOf(subject, window)];

    public static int PlaceOf(VelocitySubject subject, VelocityWindow window) => (((int)subject - 1) * Windows) + (int)window - 1;

    public static TimeSpan LengthOf(VelocityWindow window) => window switch
    {
        VelocityWindow.Hour => TimeSpan.FromHours(1),
        VelocityWindow.Day => TimeSpan.FromHours(24),
        VelocityWindow.Week => TimeSpan.FromDays(7),
        VelocityWindow.Month => TimeSpan.FromDays(30),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window, "is no window"),
    };
}
