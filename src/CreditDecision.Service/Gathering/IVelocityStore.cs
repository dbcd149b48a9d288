namespace CreditDecision.Service.Gathering;

/// <summary>
/// How often the subjects of applications were seen lately (A19). Counts what was asked of it, whatever was decided; holds tokens only,
/// in bounded memory for each subject.
/// </summary>
public interface IVelocityStore
{
    /// <summary>
    /// Counts one application in and returns what its subjects' windows hold, itself included: one trip, atomic for each subject. The same
    /// application counted again (a retry) changes nothing and returns the counts as they are now.
    /// </summary>
    /// <exception cref="VelocityUnavailableException">The store cannot be asked; nothing is known, which is not zero.</exception>
    ValueTask<Velocity> CountAsync(VelocityEvent application, CancellationToken cancellation);
}

/// <summary>The counts cannot be had. The decision goes on without them and says so.</summary>
public sealed class VelocityUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>What is counted; the numbers are the store's.</summary>
public enum VelocitySubject
{
    Unspecified = 0,
    Borrower = 1,
    Phone = 2,
    Device = 3,
    Address = 4,
    Card = 5,
}

/// <summary>How far back; the numbers are the store's.</summary>
public enum VelocityWindow
{
    Unspecified = 0,
    Hour = 1,
    Day = 2,
    Week = 3,
    Month = 4,
}

/// <summary>One application by the tokens of its subjects.</summary>
/// <param name="Application">Of client and application id: tells a retry from a new application.</param>
/// <param name="Device">The default where the channel named none.</param>
/// <param name="At">When it arrived; windows end here.</param>
public readonly record struct VelocityEvent(
    SubjectToken Application,
    SubjectToken Borrower,
    SubjectToken Phone,
    SubjectToken Device,
    SubjectToken Address,
    SubjectToken Card,
    DateTimeOffset At);
