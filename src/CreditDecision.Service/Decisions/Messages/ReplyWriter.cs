using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Service.Strategies;
using Google.Protobuf.WellKnownTypes;
using Outcome = CreditDecision.Core.Decisions.Outcome;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// From a decision of the core straight to the bytes of the reply, which are what is recorded and what is sent: the parsed message would be made
/// only to be written and thrown away, which costs more than deciding. The bytes are those that the message would be serialized to.
/// </summary>
internal static class ReplyWriter
{
    private const int UsualBytes = 8_192;

    /// <param name="documents">As the book has them: the list itself is what is remembered.</param>
    /// <param name="experiment">Null where nobody was dealt.</param>
    public static byte[] Write(Decision decision, Application application, Guid decisionId, IReadOnlyList<SharedDocument> documents, Wire.Experiment? experiment)
    {
        var to = new MessageWriter(UsualBytes);
        try
        {
            to.Text(Wire.Decision.DecisionIdFieldNumber, decisionId.ToString("D"));
            to.Text(Wire.Decision.ClientIdFieldNumber, application.ClientId.Text);
            to.Text(Wire.Decision.ApplicationIdFieldNumber, application.ApplicationId.Text);
            to.Text(Wire.Decision.ProductFieldNumber, application.Product);
            to.Number(Wire.Decision.OutcomeFieldNumber, (long)decision.Outcome);
            if (decision.Offer is { } offer) Offer(ref to, offer, decision, application);
            foreach (ReasonDefinition reason in decision.Reasons) to.Message(Wire.Decision.ReasonsFieldNumber, WrittenParts.Of(reason));
            to.Text(Wire.Decision.GradeFieldNumber, decision.Grade.ToString());
            if (decision.ProbabilityOfDefault is { } pd) to.Present(Wire.Decision.ProbabilityOfDefaultFieldNumber, pd.Value);
            foreach (StageTrace stage in decision.Trace) Stage(ref to, stage);
            to.Message(Wire.Decision.StrategyFieldNumber, WrittenParts.Of(decision.Strategy));
            foreach (StageTrace stage in decision.Trace) Models(ref to, stage);
            foreach (DegradedMark mark in decision.Degraded) Mark(ref to, mark);
            Moment(ref to, Wire.Decision.DecidedAtFieldNumber, decision.DecidedAt);
            to.Number(Wire.Decision.ReservedFenFieldNumber, decision.Reserved.Fen);
            to.Copy(WrittenParts.Of(documents));
            if (experiment is not null) Experiment(ref to, experiment);
            return to.ToArray();
        }
        finally
        {
            to.Dispose();
        }
    }

    /// <summary>What is counted of a reply: the same fields, and of lists and parts of it only what a count asks for.</summary>
    public static byte[] Summarize(Decision decision)
    {
        var to = new MessageWriter(UsualBytes);
        try
        {
            to.Number(Wire.Decision.OutcomeFieldNumber, (long)decision.Outcome);
            if (decision.Offer is { } offer)
            {
                int begun = to.Begin(Wire.Decision.OfferFieldNumber);
                to.Number(Wire.Offer.LimitFenFieldNumber, offer.Limit.Fen);
                Rates(ref to, offer.Loan);
                to.End(begun);
            }
            foreach (ReasonDefinition reason in decision.Reasons)
            {
                int begun = to.Begin(Wire.Decision.ReasonsFieldNumber);
                to.Number(Wire.Reason.CodeFieldNumber, reason.Code.Number);
                to.End(begun);
            }
            to.Text(Wire.Decision.GradeFieldNumber, decision.Grade.ToString());
            if (decision.ProbabilityOfDefault is { } pd) to.Present(Wire.Decision.ProbabilityOfDefaultFieldNumber, pd.Value);
            if (decision.Degraded.Count > 0) to.Message(Wire.Decision.DegradedFieldNumber, []);
            return to.ToArray();
        }
        finally
        {
            to.Dispose();
        }
    }

    private static void Offer(ref MessageWriter to, Offer offer, Decision decision, Application application)
    {
        RepaymentSchedule schedule = offer.Loan.Schedule;
        int begun = to.Begin(Wire.Decision.OfferFieldNumber);
        to.Number(Wire.Offer.LimitFenFieldNumber, offer.Limit.Fen);
        to.Number(Wire.Offer.TenorMonthsFieldNumber, schedule.TenorMonths);
        to.Number(Wire.Offer.RepaymentMethodFieldNumber, (long)schedule.Method);
        Rates(ref to, offer.Loan);
        to.Number(Wire.Offer.UpfrontFeeFenFieldNumber, schedule.UpfrontFee.Fen);
        foreach (Installment installment in schedule.Installments) Installment(ref to, installment);
        to.Number(Wire.Offer.TotalInterestFenFieldNumber, schedule.TotalInterest.Fen);
        to.Number(Wire.Offer.TotalFeesFenFieldNumber, schedule.TotalFees.Fen);
        int disclosure = to.Begin(Wire.Offer.DisclosureFieldNumber);
        to.Copy(WrittenParts.Of(decision.Strategy.Bank.Disclosure));
        to.Text(Wire.OfferDisclosure.PartnerIdFieldNumber, application.Partner?.PartnerId ?? "");
        to.End(disclosure);
        to.End(begun);
    }

    private static void Rates(ref MessageWriter to, PricedLoan loan)
    {
        to.Number(Wire.Offer.NominalRateBpsFieldNumber, loan.NominalRate.Value);
        to.Number(Wire.Offer.AprBpsFieldNumber, loan.Apr.ToBasisPoints().Value);
        to.Number(Wire.Offer.AllInCostBpsFieldNumber, loan.AllInCost.ToBasisPoints().Value);
    }

    private static void Installment(ref MessageWriter to, in Installment installment)
    {
        int begun = to.Begin(Wire.Offer.ScheduleFieldNumber);
        to.Number(Wire.Installment.NumberFieldNumber, installment.Number);
        to.Number(Wire.Installment.DueMonthFieldNumber, installment.DueMonth);
        to.Number(Wire.Installment.PrincipalFenFieldNumber, installment.Principal.Fen);
        to.Number(Wire.Installment.InterestFenFieldNumber, installment.Interest.Fen);
        to.Number(Wire.Installment.FeeFenFieldNumber, installment.Fee.Fen);
        to.Number(Wire.Installment.BalanceFenFieldNumber, installment.Balance.Fen);
        to.End(begun);
    }

    private static void Stage(ref MessageWriter to, StageTrace stage)
    {
        int begun = to.Begin(Wire.Decision.TraceFieldNumber);
        to.Number(Wire.StageTrace.StageFieldNumber, (long)stage.Stage);
        to.Number(Wire.StageTrace.OutcomeFieldNumber, (long)stage.Outcome);
        if (stage.Leading is { } leading)
        {
            to.Text(Wire.StageTrace.ModelIdFieldNumber, leading.Model.Id);
            to.Present(Wire.StageTrace.RawScoreFieldNumber, leading.Score);
            if (leading.Probability is { } probability) to.Present(Wire.StageTrace.ProbabilityFieldNumber, probability.Value);
            foreach (NamedContribution contribution in leading.Contributions) Contribution(ref to, Wire.StageTrace.ContributionsFieldNumber, contribution);
        }
        foreach (WeighedReason reason in stage.Reasons) to.Message(Wire.StageTrace.ReasonsFieldNumber, WrittenParts.Of(reason.Reason));
        foreach (Figure figure in stage.Figures)
        {
            int place = to.Begin(Wire.StageTrace.FiguresFieldNumber);
            to.Text(Wire.Figure.NameFieldNumber, figure.Name);
            to.Number(Wire.Figure.ValueFieldNumber, figure.Value);
            to.End(place);
        }
        foreach (ModelScore score in stage.Beside) Score(ref to, score);
        to.Number(Wire.StageTrace.LeadingOutcomeFieldNumber, (long)(stage.Leading?.Outcome ?? Outcome.Unspecified));
        foreach (FiredRule rule in stage.Rules) Rule(ref to, rule);
        foreach (TableHit table in stage.Tables)
        {
            int place = to.Begin(Wire.StageTrace.TablesFieldNumber);
            to.Text(Wire.TableHit.TableIdFieldNumber, table.TableId);
            foreach (string row in table.Rows) to.Item(Wire.TableHit.RowsFieldNumber, row);
            to.End(place);
        }
        to.End(begun);
    }

    private static void Score(ref MessageWriter to, ModelScore score)
    {
        int begun = to.Begin(Wire.StageTrace.BesideFieldNumber);
        to.Text(Wire.ModelScore.ModelIdFieldNumber, score.Model.Id);
        to.Number(Wire.ModelScore.OutcomeFieldNumber, (long)score.Outcome);
        to.Present(Wire.ModelScore.RawScoreFieldNumber, score.Score);
        if (score.Probability is { } probability) to.Present(Wire.ModelScore.ProbabilityFieldNumber, probability.Value);
        foreach (NamedContribution contribution in score.Contributions) Contribution(ref to, Wire.ModelScore.ContributionsFieldNumber, contribution);
        to.End(begun);
    }

    private static void Contribution(ref MessageWriter to, int field, in NamedContribution contribution)
    {
        int begun = to.Begin(field);
        to.Text(Wire.Contribution.FeatureFieldNumber, contribution.Feature.Name);
        to.Text(Wire.Contribution.ValueFieldNumber, contribution.Value);
        if (contribution.Unit == CostUnit.Points) to.Real(Wire.Contribution.PointsLostFieldNumber, contribution.Cost);
        to.Number(Wire.Contribution.ReasonCodeFieldNumber, contribution.Reason.Number);
        if (contribution.Unit == CostUnit.LogOdds) to.Real(Wire.Contribution.LogOddsAddedFieldNumber, contribution.Cost);
        if (contribution.Unit == CostUnit.Probability) to.Real(Wire.Contribution.ProbabilityAddedFieldNumber, contribution.Cost);
        to.End(begun);
    }

    private static void Rule(ref MessageWriter to, in FiredRule rule)
    {
        int begun = to.Begin(Wire.StageTrace.RulesFieldNumber);
        to.Text(Wire.FiredRule.IdFieldNumber, rule.Id);
        to.Number(Wire.FiredRule.OutcomeFieldNumber, (long)rule.Outcome);
        to.Number(Wire.FiredRule.ReasonCodeFieldNumber, rule.Reason.Number);
        to.Number(Wire.FiredRule.UnansweredFieldNumber, rule.Unanswered ? 1 : 0);
        to.Text(Wire.FiredRule.MissingFieldNumber, rule.Missing);
        to.End(begun);
    }

    private static void Models(ref MessageWriter to, StageTrace stage)
    {
        if (stage.Leading is not { } leading) return;
        to.Message(Wire.Decision.ModelsFieldNumber, WrittenParts.Of(leading.Model));
        foreach (ModelScore score in stage.Beside) to.Message(Wire.Decision.ModelsFieldNumber, WrittenParts.Of(score.Model));
    }

    private static void Mark(ref MessageWriter to, in DegradedMark mark)
    {
        int begun = to.Begin(Wire.Decision.DegradedFieldNumber);
        to.Text(Wire.DegradedMark.SubjectFieldNumber, mark.Subject);
        to.Text(Wire.DegradedMark.CauseFieldNumber, SnakeCase.Of(mark.Cause));
        to.End(begun);
    }

    private static void Moment(ref MessageWriter to, int field, DateTimeOffset moment)
    {
        long ticks = moment.UtcTicks - DateTime.UnixEpoch.Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        int begun = to.Begin(field);
        // Before 1970 too, what is left of a second counts forward.
        to.Number(Timestamp.SecondsFieldNumber, rest < 0 ? seconds - 1 : seconds);
        to.Number(Timestamp.NanosFieldNumber, (rest < 0 ? rest + TimeSpan.TicksPerSecond : rest) * TimeSpan.NanosecondsPerTick);
        to.End(begun);
    }

    private static void Experiment(ref MessageWriter to, Wire.Experiment experiment)
    {
        int begun = to.Begin(Wire.Decision.ExperimentFieldNumber);
        to.Text(Wire.Experiment.ArmFieldNumber, experiment.Arm);
        to.Number(Wire.Experiment.BucketFieldNumber, experiment.Bucket);
        to.End(begun);
    }
}
