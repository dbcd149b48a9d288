using System.Buffers.Binary;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Gathering;

/// <summary>An application as its subjects' logs are asked for it: nothing in it is personal, all of it are keyed hashes and a moment.</summary>
internal sealed class VelocityQuestion
{
    private static readonly SubjectKind Applications = new("application");
    private static readonly SubjectKind[] Kinds = [.. Enum.GetValues<VelocitySubject>().Select(subject => new SubjectKind(subject.ToString().ToLowerInvariant()))];

    private readonly VelocityEvent[] _events = new VelocityEvent[Velocity.Subjects.Count];

    private VelocityQuestion(DateTimeOffset at) => At = at.ToUnixTimeMilliseconds();

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long At { get; }

    /// <summary>In the order of <see cref="Velocity.Subjects"/>.</summary>
    public UInt128[] Subjects { get; } = new UInt128[Velocity.Subjects.Count];

    /// <summary>What each subject's log gets.</summary>
    public ReadOnlySpan<VelocityEvent> Events => _events;

    public static VelocityQuestion Of(Application application, DateTimeOffset at, PersonalDataKeys keys)
    {
        var question = new VelocityQuestion(at);
        ulong self = (ulong)keys.SubjectOf(Applications, $"{application.ClientId}/{application.ApplicationId}");
        for (int i = 0; i < question.Subjects.Length; i++) question.Subjects[i] = TokenOf(Velocity.Subjects[i], TextOf(application, Velocity.Subjects[i]), keys);
        UInt128 borrower = question.Subjects[0], device = question.Subjects[2];
        for (int i = 0; i < question._events.Length; i++)
            question._events[i] = new VelocityEvent(question.At, self, (ulong)(Velocity.Subjects[i] == VelocitySubject.Borrower ? device : borrower));
        return question;
    }

    /// <summary>What a person, a telephone, a device, a network address or a card is known by wherever the service keeps something of it.</summary>
    /// <param name="text">As an application has it.</param>
    public static UInt128 TokenOf(VelocitySubject subject, string text, PersonalDataKeys keys) => keys.SubjectOf(Kinds[(int)subject], text);

    /// <param name="logs">With the application in them, in the order of the subjects.</param>
    public Velocity Count(ReadOnlySpan<byte[]?> logs)
    {
        Span<int> counts = stackalloc int[Velocity.Length];
        for (int i = 0; i < logs.Length; i++) VelocityLog.Count(logs[i], At, _events[0].Application, counts.Slice(i * Velocity.CountsOfSubject, Velocity.CountsOfSubject));
        return new Velocity(counts);
    }

    /// <summary>The bytes of a subject, as a key of a store has them.</summary>
    public static byte[] BytesOf(UInt128 subject)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, subject);
        return bytes;
    }

    private static string TextOf(Application application, VelocitySubject subject) => subject switch
    {
        VelocitySubject.Borrower => application.Borrower.Id.Text,
        VelocitySubject.Phone => application.Borrower.Phone.Text,
        VelocitySubject.Device => application.Channel.DeviceId,
        VelocitySubject.Ip => application.Channel.IpAddress,
        VelocitySubject.Card => application.Borrower.BankAccount.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No application has it."),
    };
}
