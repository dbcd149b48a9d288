using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Decisions;

/// <summary>One decision in full: offer and schedule, reasons, and what each stage read and found.</summary>
internal sealed class DecisionDetails(IAnsiConsole console, Language language)
{
    public void Print(Decision decision)
    {
        Summary(decision);
        if (decision.Offer is { } offer)
        {
            Offer(offer);
            Schedule(offer);
        }
        if (decision.Reasons.Count > 0) Reasons("Reasons", decision.Reasons);
        foreach (StageTrace stage in decision.Trace) Stage(stage);
    }

    private void Summary(Decision decision)
    {
        Table table = Pairs($"Decision {decision.DecisionId}");
        table.Add("Application", $"{decision.ApplicationId} of {decision.ClientId}");
        table.Add("Product", decision.Product);
        table.AddRow(new Text("Outcome"), new Text(Show.Outcome(decision.Outcome), DecisionTable.StyleOf(decision.Outcome)));
        if (decision.Grade.Length > 0) table.Add("Grade", decision.Grade);
        if (decision.HasProbabilityOfDefault) table.Add("Probability of default", Show.Probability(decision.ProbabilityOfDefault));
        table.Add("Reserved", Show.Fen(decision.ReservedFen));
        table.Add("Decided at", Show.Time(decision.DecidedAt));
        if (decision.Strategy is { } strategy) table.Add("Strategy", Artifact(strategy));
        if (decision.Experiment is { } experiment) table.Add("Rollout", string.Create(CultureInfo.InvariantCulture, $"{experiment.Arm}, bucket {experiment.Bucket}"));
        foreach (Artifact model in decision.Models) table.Add($"Model ({model.Kind})", Artifact(model));
        foreach (DegradedMark mark in decision.Degraded) table.Add("Degraded", $"{mark.Subject}: {mark.Cause}");
        console.Write(table);
    }

    private void Offer(Offer offer)
    {
        Table table = Pairs("Offer");
        table.Add("Limit", Show.Fen(offer.LimitFen));
        table.Add("Tenor", $"{offer.TenorMonths} months, {Show.Words(offer.RepaymentMethod)}");
        table.Add("Contract rate", Show.Bps(offer.NominalRateBps));
        table.Add("Actual annual rate (APR)", Show.Bps(offer.AprBps));
        table.Add("Annualised all-in cost", Show.Bps(offer.AllInCostBps));
        table.Add("Upfront fee", Show.Fen(offer.UpfrontFeeFen));
        table.Add("Interest in total", Show.Fen(offer.TotalInterestFen));
        table.Add("Fees in total", Show.Fen(offer.TotalFeesFen));
        if (offer.Disclosure is { } disclosure) Disclosure(table, disclosure);
        console.Write(table);
    }

    private void Disclosure(Table table, OfferDisclosure disclosure)
    {
        bool zh = language == Language.Zh;
        table.Add("Lender", disclosure.Lender);
        table.Add("Conditions", zh ? disclosure.ConditionsZh : disclosure.ConditionsEn);
        table.Add("When overdue", zh ? disclosure.OverdueHandlingZh : disclosure.OverdueHandlingEn);
        table.Add("Complaints", disclosure.ComplaintChannel);
        table.Add("Liability", zh ? disclosure.LiabilityZh : disclosure.LiabilityEn);
        if (disclosure.PartnerId.Length > 0) table.Add("Partner", disclosure.PartnerId);
    }

    private void Schedule(Offer offer)
    {
        Table table = Screen.Table("No.", "Due after", "Principal", "Interest", "Fee", "Payment", "Balance").Right(0, 2, 3, 4, 5, 6);
        foreach (Installment each in offer.Schedule)
        {
            long payment = each.PrincipalFen + each.InterestFen + each.FeeFen;
            table.Add(
                each.Number.ToString(CultureInfo.InvariantCulture), $"{each.DueMonth} months", Show.Fen(each.PrincipalFen),
                Show.Fen(each.InterestFen), Show.Fen(each.FeeFen), Show.Fen(payment), Show.Fen(each.BalanceFen));
        }
        console.Write(table.Title("Repayment schedule"));
    }

    private void Stage(StageTrace stage)
    {
        Table table = Pairs($"Stage: {Show.Words(stage.Stage)}");
        table.AddRow(new Text("Outcome"), new Text(Word(stage.Outcome), DecisionTable.StyleOf(stage.Outcome)));
        if (stage.ModelId.Length > 0) table.Add("Model", ModelOf(stage));
        if (stage.HasRawScore) table.Add("Score", stage.RawScore.ToString("0.##", CultureInfo.InvariantCulture));
        if (stage.HasProbability) table.Add("Probability of the bad event", Show.Probability(stage.Probability));
        foreach (Contribution lost in stage.Contributions) table.Add(lost.Feature, Cost(lost));
        foreach (ModelScore beside in stage.Beside) Beside(table, beside);
        foreach (Figure figure in stage.Figures) table.Add(figure.Name, Figure(figure));
        foreach (TableHit hit in stage.Tables) table.Add($"Table {hit.TableId}", hit.Rows.Count == 0 ? "no row" : string.Join(", ", hit.Rows));
        foreach (FiredRule rule in stage.Rules) table.Add($"Rule {rule.Id}", Fired(rule));
        foreach (Reason reason in stage.Reasons) table.Add($"Reason {reason.Code}", language.In(reason));
        console.Write(table);
    }

    // Records of before the leading model's word was kept do not have it.
    private static string ModelOf(StageTrace stage) => stage.Beside.Count == 0 || stage.LeadingOutcome == Outcome.Unspecified
        ? stage.ModelId : $"{stage.ModelId}: {Word(stage.LeadingOutcome)}";

    private static string Fired(FiredRule rule) => rule.Unanswered ? $"{Word(rule.Outcome)}; no answer: {rule.Missing}" : Word(rule.Outcome);

    private static string Word(Outcome outcome) => outcome == Outcome.Approve ? "no objection" : Show.Outcome(outcome);

    private static void Beside(Table table, ModelScore score)
    {
        string probability = score.HasProbability ? Show.Probability(score.Probability) : "no answer";
        table.Add($"Beside: {score.ModelId}", string.Create(CultureInfo.InvariantCulture, $"{score.RawScore:0.####}, {probability}: {Word(score.Outcome)}"));
        foreach (Contribution added in score.Contributions) table.Add(added.Feature, Cost(added));
    }

    private static string Cost(Contribution of)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (of.LogOddsAdded > 0) return string.Create(culture, $"{of.Value}, {of.LogOddsAdded:+0.###} log-odds");
        if (of.ProbabilityAdded > 0) return string.Create(culture, $"{of.Value}, {of.ProbabilityAdded:+0.####} probability");
        return string.Create(culture, $"{of.Value}, {of.PointsLost:0.##} points lost");
    }

    private void Reasons(string title, IEnumerable<Reason> reasons)
    {
        Table table = Screen.Table("Code", "Name", "Article", "Text");
        foreach (Reason reason in reasons)
            table.Add(reason.Code.ToString(CultureInfo.InvariantCulture), reason.Name, reason.Article, language.In(reason));
        console.Write(table.Title(title));
    }

    private static string Figure(Figure figure) => figure.Name switch
    {
        _ when figure.Name.EndsWith("_fen", StringComparison.Ordinal) => Show.Fen(figure.Value),
        _ when figure.Name.EndsWith("_bps", StringComparison.Ordinal) => Show.Bps((int)figure.Value),
        _ => Show.Count(figure.Value),
    };

    private static string Artifact(Artifact artifact) =>
        $"{artifact.Id} {artifact.Version} ({(artifact.Sha256.Length > 12 ? artifact.Sha256[..12] : artifact.Sha256)})";

    private static Table Pairs(string title) => Screen.Table("", "").HideHeaders().Title(Markup.Escape(title));
}
