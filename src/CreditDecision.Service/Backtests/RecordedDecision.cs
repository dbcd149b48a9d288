using System.Runtime.InteropServices;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions.Messages;
using static CreditDecision.Service.Decisions.Messages.WireWalk;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Backtests;

/// <summary>
/// What a comparison needs of a recorded reply, read off its bytes. A reply is mostly trace and schedule; parsing it whole would cost more
/// than deciding anew. Its buffers are reused: one for each thread.
/// </summary>
internal sealed class RecordedDecision(TextCache texts)
{
    private readonly List<int> _reasons = [];

    private Outcome _outcome;
    private long? _pd;
    private OfferedPrice? _price;

    /// <summary>Numbers, in the order of the reply; valid until the next one is read.</summary>
    public ReadOnlySpan<int> Reasons => CollectionsMarshal.AsSpan(_reasons);

    public bool Degraded { get; private set; }

    public Outcome Outcome => _outcome;

    /// <summary>Empty where it has none.</summary>
    public string Grade { get; private set; } = "";

    /// <summary>As it was recorded; null where no model came to speak.</summary>
    public double? ProbabilityOfDefault { get; private set; }

    public Verdict Verdict(BasisPoints lossGivenDefault) => new(_outcome, Grade, _pd, lossGivenDefault, _price);

    /// <exception cref="InvalidDataException">It is no reply of the service.</exception>
    public void Read(ReadOnlySpan<byte> reply)
    {
        (_outcome, Grade, _pd, _price, Degraded, ProbabilityOfDefault) = (Outcome.Unspecified, "", null, null, false, null);
        _reasons.Clear();
        var wire = new WireWalk(reply);
        while (wire.Next())
        {
            switch (wire.Field)
            {
                case Varint | Wire.Decision.OutcomeFieldNumber:
                    _outcome = (Outcome)wire.Number;
                    break;
                case Block | Wire.Decision.OfferFieldNumber:
                    _price = Price(wire.Bytes);
                    break;
                case Block | Wire.Decision.ReasonsFieldNumber:
                    _reasons.Add(Code(wire.Bytes));
                    break;
                case Block | Wire.Decision.GradeFieldNumber:
                    Grade = texts.Of(wire.Bytes);
                    break;
                case Fixed | Wire.Decision.ProbabilityOfDefaultFieldNumber:
                    ProbabilityOfDefault = BitConverter.UInt64BitsToDouble(wire.Number);
                    _pd = Core.Decisions.Backtests.Verdict.Parts(ProbabilityOfDefault.Value);
                    break;
                case Block | Wire.Decision.DegradedFieldNumber:
                    Degraded = true;
                    break;
            }
        }
    }

    private static OfferedPrice Price(ReadOnlySpan<byte> offer)
    {
        long limit = 0;
        int nominal = 0, apr = 0, allIn = 0;
        var wire = new WireWalk(offer);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Wire.Offer.LimitFenFieldNumber)) limit = (long)wire.Number;
            if (wire.Field == (Varint | Wire.Offer.NominalRateBpsFieldNumber)) nominal = (int)wire.Number;
            if (wire.Field == (Varint | Wire.Offer.AprBpsFieldNumber)) apr = (int)wire.Number;
            if (wire.Field == (Varint | Wire.Offer.AllInCostBpsFieldNumber)) allIn = (int)wire.Number;
        }
        return new OfferedPrice(Money.FromFen(limit), new BasisPoints(nominal), new BasisPoints(apr), new BasisPoints(allIn));
    }

    private static int Code(ReadOnlySpan<byte> reason)
    {
        var wire = new WireWalk(reason);
        while (wire.Next())
            if (wire.Field == (Varint | Wire.Reason.CodeFieldNumber)) return (int)wire.Number;
        return 0;
    }
}
