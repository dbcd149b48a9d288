using CreditDecision.Core.Applications;
using CreditDecision.Core.Audit;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.V1;

namespace CreditDecision.Service.Audit;

/// <summary>What is to be verified, checked.</summary>
/// <param name="Head">Number and digest of an anchor that the store must have.</param>
internal sealed record AuditOrder(AuditPeriod Period, (long Anchor, Digest Digest)? Head, int MostTold)
{
    private const int UsuallyTold = 1_000, AtMostTold = 10_000;

    /// <exception cref="Grpc.Core.RpcException">The request cannot be accepted.</exception>
    public static AuditOrder Read(VerifyRequest request)
    {
        var errors = new FieldErrors();
        DateTimeOffset? from = Moment(request.DecidedFrom, "decided_from", errors), before = Moment(request.DecidedBefore, "decided_before", errors);
        if (before <= from) errors.Add("decided_before", "must be after decided_from");
        if (request.MostTold is < 0 or > AtMostTold) errors.Add("most_told", $"must be 1 to {AtMostTold}, or 0 for {UsuallyTold}");
        if (request.Head is { Anchor: < 1 }) errors.Add("head.anchor", "must be 1 or more");
        if (request.Head is { } given && given.Digest.Length != Digest.Length) errors.Add("head.digest", $"must have {Digest.Length} bytes, has {given.Digest.Length}");
        if (errors.Any) throw Refusals.InvalidArgument(errors.All);
        return new AuditOrder(
            new AuditPeriod(from, before),
            request.Head is { } head ? (head.Anchor, new Digest(head.Digest.Span)) : null,
            request.MostTold == 0 ? UsuallyTold : request.MostTold);
    }

    private static DateTimeOffset? Moment(Google.Protobuf.WellKnownTypes.Timestamp? given, string field, FieldErrors errors)
    {
        DateTimeOffset? moment = ApplicationTranslation.Moment(given);
        if (given is not null && moment is null) errors.Add(field, "is no moment between the years 1 and 9999");
        return moment;
    }
}
