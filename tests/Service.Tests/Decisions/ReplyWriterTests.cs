using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Outcome = CreditDecision.Core.Decisions.Outcome;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>The bytes that the service writes are those that the message would be serialized to.</summary>
public sealed class ReplyWriterTests
{
    private static readonly StrategyBook Book = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;
    private static readonly DateTimeOffset At = new(2026, 3, 1, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void A_reply_and_its_summary_are_the_bytes_of_the_message_whatever_was_decided()
    {
        var outcomes = new HashSet<Outcome>();
        foreach ((Wire.DecideRequest request, long reserved, DateTimeOffset at) in Cases())
        {
            Application application = Application.TryCreate(ApplicationTranslation.ToDraft(request), Book.Catalog.Objection, At, out IReadOnlyList<FieldError> errors)
                ?? throw new InvalidOperationException(string.Join("; ", errors));
            StrategySnapshot strategy = Book.For(request.Product)!;
            Decision decision = DecisionPipeline.Decide(application, new Facts(Money.FromFen(reserved), Velocity.First, default(Listed)), strategy, at);
            outcomes.Add(decision.Outcome);
            Wire.Decision expected = ReferenceReply.ToWire(decision, application, Guid.Empty, Book.Documents);
            Assert.Equal(expected.ToByteArray(), ReplyWriter.Write(decision, application, Guid.Empty, Book.Documents, experiment: null));
            Assert.Equal(ReferenceReply.Summarize(expected).ToByteArray(), ReplyWriter.Summarize(decision));
            expected.Experiment = new Wire.Experiment { Arm = "challenger", Bucket = 9_999 };
            Assert.Equal(expected.ToByteArray(), ReplyWriter.Write(decision, application, Guid.Empty, Book.Documents, expected.Experiment));
        }
        Assert.Superset(new HashSet<Outcome> { Outcome.Approve, Outcome.Refer, Outcome.Decline, Outcome.OutOfScope }, outcomes);
    }

    [Fact]
    public void What_lies_within_may_have_any_length() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(16_300, 16_500), Gen.Constant(2_097_200)).ToArbitrary(), letters =>
        {
            string text = new('字', letters / 2), ascii = new('a', letters);
            var message = new Wire.Decision { Offer = new Wire.Offer { LimitFen = -1, Disclosure = new Wire.OfferDisclosure { Lender = text, LiabilityEn = ascii } }, ReservedFen = long.MaxValue };
            var to = new MessageWriter(16);
            int offer = to.Begin(Wire.Decision.OfferFieldNumber);
            to.Number(Wire.Offer.LimitFenFieldNumber, -1);
            int disclosure = to.Begin(Wire.Offer.DisclosureFieldNumber);
            to.Text(Wire.OfferDisclosure.LenderFieldNumber, text);
            to.Text(Wire.OfferDisclosure.LiabilityEnFieldNumber, ascii);
            to.End(disclosure);
            to.End(offer);
            to.Number(Wire.Decision.ReservedFenFieldNumber, long.MaxValue);
            bool isSame = to.Written.SequenceEqual(message.ToByteArray());
            to.Dispose();
            return isSame;
        }).QuickCheckThrowOnFailure();

    // Applications that end in every stage, with and without an offer, a partner and features.
    private static IEnumerable<(Wire.DecideRequest Request, long ReservedFen, DateTimeOffset At)> Cases()
    {
        foreach (string product in Book.Rollouts.Select(rollout => rollout.Product))
        {
            Wire.DecideRequest clean = Requests.Clean("reply", at: At);
            clean.Product = product;
            foreach (long reserved in new[] { 0, 15_000_000, 20_000_000 }) yield return (clean, reserved, At);
            // Everything that was observed is stale by then.
            yield return (clean, 0, At.AddDays(400));
            Wire.DecideRequest bare = clean.Clone();
            bare.Features.Clear();
            yield return (bare, 0, At);
            foreach (Wire.LoanPurpose purpose in Enum.GetValues<Wire.LoanPurpose>().Where(purpose => purpose != 0))
            {
                Wire.DecideRequest other = clean.Clone();
                other.Purpose = purpose;
                yield return (other, 0, At);
            }
            for (int i = 0; i < clean.Features.Count; i++)
            {
                Wire.DecideRequest without = clean.Clone();
                without.Features.RemoveAt(i);
                yield return (without, 0, At);
            }
            Wire.DecideRequest offline = clean.Clone();
            offline.Process.CoreJudgement = Wire.CoreJudgement.Offline;
            yield return (offline, 0, At);
            Wire.DecideRequest partnered = clean.Clone();
            partnered.Partner = new Wire.Partner { PartnerId = "example-mall", Kind = Wire.PartnerKind.Ecommerce };
            yield return (partnered, 0, At);
            foreach (string id in new[] { "card_utilisation", "overdue_days_max_24m", "credit_inquiries_3m" })
            {
                Wire.DecideRequest bad = clean.Clone();
                foreach (Wire.Feature feature in bad.Features.Where(feature => feature.Name == id)) feature.Number = feature.Number > 1 ? feature.Number + 20 : 1;
                yield return (bad, 0, At);
            }
        }
    }
}
