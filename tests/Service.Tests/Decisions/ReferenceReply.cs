using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Strategies;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>The reply as a message, field by field: what the bytes that the service writes are held against.</summary>
internal static class ReferenceReply
{
    public static Wire.Decision ToWire(Decision decision, Application application, Guid decisionId, IEnumerable<SharedDocument> documents)
    {
        var reply = new Wire.Decision
        {
            DecisionId = decisionId.ToString("D"),
            ClientId = application.ClientId.Text,
            ApplicationId = application.ApplicationId.Text,
            Product = application.Product,
            Outcome = (Wire.Outcome)decision.Outcome,
            Offer = decision.Offer is { } offer ? ToWire(offer, application, decision.Strategy.Bank.Disclosure) : null,
            Grade = decision.Grade.ToString(),
            Strategy = new Wire.Artifact
            {
                Id = decision.Strategy.Id,
                Version = decision.Strategy.Version,
                Sha256 = decision.Strategy.Sha256,
                Kind = "strategy",
            },
            DecidedAt = decision.DecidedAt.ToTimestamp(),
            ReservedFen = decision.Reserved.Fen,
        };
        if (decision.ProbabilityOfDefault is { } pd) reply.ProbabilityOfDefault = pd.Value;
        foreach (ReasonDefinition reason in decision.Reasons) reply.Reasons.Add(DecisionTranslation.ToWire(reason));
        foreach (StageTrace stage in decision.Trace)
        {
            reply.Trace.Add(ToWire(stage));
            reply.Models.Add(ScoresOf(stage).Select(score => ToWire(score.Model)));
        }
        foreach (SharedDocument document in documents)
            reply.Documents.Add(new Wire.Artifact { Id = document.Id, Version = document.Version, Sha256 = document.Sha256, Kind = document.Kind });
        foreach (DegradedMark mark in decision.Degraded) reply.Degraded.Add(new Wire.DegradedMark { Subject = mark.Subject, Cause = SnakeCase.Of(mark.Cause) });
        return reply;
    }

    /// <summary>What is counted of a reply: the same fields, and of lists and parts of it only what a count asks for.</summary>
    public static Wire.Decision Summarize(Wire.Decision reply)
    {
        var summary = new Wire.Decision { Outcome = reply.Outcome, Grade = reply.Grade };
        if (reply.HasProbabilityOfDefault) summary.ProbabilityOfDefault = reply.ProbabilityOfDefault;
        if (reply.Offer is { } offer)
            summary.Offer = new Wire.Offer
            {
                LimitFen = offer.LimitFen, NominalRateBps = offer.NominalRateBps, AprBps = offer.AprBps, AllInCostBps = offer.AllInCostBps,
            };
        foreach (Wire.Reason reason in reply.Reasons) summary.Reasons.Add(new Wire.Reason { Code = reason.Code });
        if (reply.Degraded.Count > 0) summary.Degraded.Add(new Wire.DegradedMark());
        return summary;
    }

    private static Wire.Offer ToWire(Offer offer, Application application, LenderDisclosure lender)
    {
        Wire.Offer reply = DecisionTranslation.ToWire(offer.Loan);
        reply.LimitFen = offer.Limit.Fen;
        reply.Disclosure = new Wire.OfferDisclosure
        {
            Lender = lender.Lender,
            ConditionsZh = lender.ConditionsZh,
            ConditionsEn = lender.ConditionsEn,
            OverdueHandlingZh = lender.OverdueHandlingZh,
            OverdueHandlingEn = lender.OverdueHandlingEn,
            ComplaintChannel = lender.ComplaintChannel,
            LiabilityZh = lender.LiabilityZh,
            LiabilityEn = lender.LiabilityEn,
            PartnerId = application.Partner?.PartnerId ?? "",
        };
        return reply;
    }

    private static Wire.StageTrace ToWire(StageTrace stage)
    {
        var reply = new Wire.StageTrace
        {
            Stage = (Wire.Stage)stage.Stage,
            Outcome = (Wire.Outcome)stage.Outcome,
            ModelId = stage.Leading?.Model.Id ?? "",
        };
        if (stage.Leading is { } leading)
        {
            reply.LeadingOutcome = (Wire.Outcome)leading.Outcome;
            reply.RawScore = leading.Score;
            if (leading.Probability is { } probability) reply.Probability = probability.Value;
            reply.Contributions.Add(leading.Contributions.Select(ToWire));
        }
        reply.Beside.Add(stage.Beside.Select(ToWire));
        foreach (WeighedReason reason in stage.Reasons) reply.Reasons.Add(DecisionTranslation.ToWire(reason.Reason));
        foreach (Figure figure in stage.Figures) reply.Figures.Add(new Wire.Figure { Name = figure.Name, Value = figure.Value });
        foreach (FiredRule rule in stage.Rules) reply.Rules.Add(ToWire(rule));
        foreach (TableHit table in stage.Tables) reply.Tables.Add(new Wire.TableHit { TableId = table.TableId, Rows = { table.Rows } });
        return reply;
    }

    private static IEnumerable<ModelScore> ScoresOf(StageTrace stage) => stage.Leading is { } leading ? stage.Beside.Prepend(leading) : [];

    private static Wire.ModelScore ToWire(ModelScore score)
    {
        var reply = new Wire.ModelScore { ModelId = score.Model.Id, Outcome = (Wire.Outcome)score.Outcome, RawScore = score.Score };
        if (score.Probability is { } probability) reply.Probability = probability.Value;
        reply.Contributions.Add(score.Contributions.Select(ToWire));
        return reply;
    }

    private static Wire.FiredRule ToWire(FiredRule rule) => new()
    {
        Id = rule.Id,
        Outcome = (Wire.Outcome)rule.Outcome,
        ReasonCode = rule.Reason.Number,
        Unanswered = rule.Unanswered,
        Missing = rule.Missing,
    };

    private static Wire.Contribution ToWire(NamedContribution contribution) => new()
    {
        Feature = contribution.Feature.Name,
        Value = contribution.Value,
        PointsLost = contribution.Unit == CostUnit.Points ? contribution.Cost : 0,
        LogOddsAdded = contribution.Unit == CostUnit.LogOdds ? contribution.Cost : 0,
        ProbabilityAdded = contribution.Unit == CostUnit.Probability ? contribution.Cost : 0,
        ReasonCode = contribution.Reason.Number,
    };

    private static Wire.Artifact ToWire(IModel model) => new()
    {
        Id = model.Id,
        Version = model.Version,
        Sha256 = model.Sha256,
        Kind = SnakeCase.Of(model.Kind),
        ArtifactSha256 = model.ArtifactSha256,
    };
}
