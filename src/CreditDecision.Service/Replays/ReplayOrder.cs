using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using EvaluationForm = CreditDecision.Core.Expressions.EvaluationForm;

namespace CreditDecision.Service.Replays;

/// <summary>A replay request that was checked: of one decision, or of all that a query has.</summary>
/// <param name="One">Null for a period.</param>
internal sealed record ReplayOrder(GetDecisionRequest? One, LedgerQuery Query, EvaluationForm Form, int Parallelism, int MostTold)
{
    private const int MostParallel = 256;
    private const int DefaultTold = 100;
    private const int LargestTold = 1_000;

    // A page is decided before the next one is waited for, and progress is told after it: short enough for a second, long enough to fill processors.
    private const int Page = 500;

    /// <param name="now">What is decided after it takes no part, so that the run has an end.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT with every bad field.</exception>
    public static ReplayOrder Read(ReplayRequest request, int mostParallel, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        bool one = request.DecisionId.Length + request.ClientId.Length + request.ApplicationId.Length > 0;
        bool period = request.DecidedFrom is not null || request.DecidedBefore is not null || request.Product.Length > 0;
        if (one && period) errors.Add(new("decision_id", "give either one decision, or decided_from, decided_before and product"));
        DateTimeOffset? from = Moment(request.DecidedFrom, "decided_from", errors);
        DateTimeOffset before = Moment(request.DecidedBefore, "decided_before", errors) ?? now;
        if (from >= before) errors.Add(new("decided_from", "must be before decided_before"));
        Bounded(request.Parallelism, "parallelism", MostParallel, errors);
        Bounded(request.MostTold, "most_told", LargestTold, errors);
        EvaluationForm form = FormOf(request.Form, "form", errors);
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        return new ReplayOrder(
            one ? new GetDecisionRequest { DecisionId = request.DecisionId, ClientId = request.ClientId, ApplicationId = request.ApplicationId } : null,
            new LedgerQuery { Count = Page, DecidedFrom = from, DecidedBefore = before, Product = request.Product.Length == 0 ? null : request.Product },
            form,
            request.Parallelism == 0 ? mostParallel : Math.Min(request.Parallelism, mostParallel),
            request.MostTold == 0 ? DefaultTold : request.MostTold);
    }

    public static EvaluationForm FormOf(V1.EvaluationForm form, string field, List<FieldError> errors)
    {
        if (!System.Enum.IsDefined(form)) errors.Add(new(field, $"has the unknown value {form}"));
        return form == V1.EvaluationForm.Plain ? EvaluationForm.Plain : EvaluationForm.Compiled;
    }

    public static DateTimeOffset? Moment(Timestamp? timestamp, string field, List<FieldError> errors)
    {
        DateTimeOffset? moment = ApplicationTranslation.Moment(timestamp);
        if (timestamp is not null && moment is null) errors.Add(new(field, "is not a valid timestamp"));
        return moment;
    }

    private static void Bounded(int value, string field, int most, List<FieldError> errors)
    {
        if (value < 0 || value > most) errors.Add(new(field, $"must be 1 to {most}, or 0"));
    }
}
