using CreditDecision.Core.Features;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Gathering;

/// <summary>
/// Velocity in this process's memory, for a service of one process. It begins anew with the process. Bounded: subjects lie in two generations,
/// and when the younger one is full the older one is forgotten.
/// </summary>
/// <param name="mostSubjects">In a generation.</param>
internal sealed class InProcessVelocity(int mostSubjects) : IVelocityStore
{
    private readonly Lock _gate = new();
    private Dictionary<UInt128, byte[]> _young = [], _old = [];

    public ValueTask RehearseAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<Remembered> CountAsync(VelocityQuestion question, BorrowerToken? featuresOf, CancellationToken cancellation)
    {
        var logs = new byte[question.Subjects.Length][];
        lock (_gate)
        {
            for (int i = 0; i < logs.Length; i++) logs[i] = Add(question.Subjects[i], question.Events[i]);
        }
        return ValueTask.FromResult(new Remembered(question.Count(logs), null));
    }

    private byte[] Add(UInt128 subject, in VelocityEvent added)
    {
        if (!_young.TryGetValue(subject, out byte[]? log))
        {
            if (_young.Count >= mostSubjects) (_old, _young) = (_young, []);
            log = _old.GetValueOrDefault(subject, []);
        }
        return _young[subject] = VelocityLog.With(log, added);
    }
}
