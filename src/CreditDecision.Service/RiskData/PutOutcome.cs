using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>What became of a record: its answer, or why nothing of it was kept.</summary>
/// <typeparam name="T">What a record that is kept is answered with.</typeparam>
internal sealed class PutOutcome<T> where T : class
{
    // A batch of answers must not grow with what callers got wrong; as many are told in the answer to one call.
    private const int MostProblems = 50;

    private readonly T? _kept;
    private readonly Wire.RecordRefusalCause _cause;
    private readonly IReadOnlyList<FieldError> _errors = [];

    private PutOutcome(T? kept, Wire.RecordRefusalCause cause, IReadOnlyList<FieldError> errors) => (_kept, _cause, _errors) = (kept, cause, errors);

    /// <summary>Nothing was kept because others were always faster.</summary>
    public static PutOutcome<T> Contended { get; } = new(null, Wire.RecordRefusalCause.Contended, []);

    /// <summary>Nothing was kept because the record's id was used for other content.</summary>
    public static PutOutcome<T> Differs { get; } = new(null, Wire.RecordRefusalCause.ContentDiffers, []);

    /// <summary>Null where nothing was kept.</summary>
    public T? Kept => _kept;

    public bool IsContended => _cause == Wire.RecordRefusalCause.Contended;

    public static PutOutcome<T> Of(T kept) => new(kept, Wire.RecordRefusalCause.Unspecified, []);

    public static PutOutcome<T> Invalid(IReadOnlyList<FieldError> errors) => new(null, Wire.RecordRefusalCause.Invalid, errors);

    /// <summary>As one call answers it.</summary>
    /// <exception cref="RpcException">Nothing was kept.</exception>
    public T OrThrow() => _cause switch
    {
        Wire.RecordRefusalCause.Unspecified => _kept!,
        Wire.RecordRefusalCause.Invalid => throw Refusals.InvalidArgument(_errors),
        Wire.RecordRefusalCause.ContentDiffers => throw Refusals.RecordExists(),
        _ => throw new RpcException(new Status(StatusCode.Aborted, "The same is put by many at the same time; nothing was kept, retry.")),
    };

    /// <summary>As a stream answers it.</summary>
    /// <returns>Null where the record is kept.</returns>
    public Wire.RecordRefusal? Refusal()
    {
        if (_kept is not null) return null;
        var refusal = new Wire.RecordRefusal { Cause = _cause };
        refusal.Fields.Add(_errors.Take(MostProblems).Select(error => new Wire.FieldProblem { Field = Refusals.CutField(error.Field), Description = Refusals.CutText(error.Description) }));
        return refusal;
    }
}
