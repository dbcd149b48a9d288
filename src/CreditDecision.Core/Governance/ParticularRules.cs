namespace CreditDecision.Core.Governance;

/// <summary>What each act must say.</summary>
internal static class ParticularRules
{
    public static IEnumerable<Refusal> Against(Case asked)
    {
        var (said, act) = (asked.Said, asked.Command.Act);
        if (act is (Act.ReportTest or Act.Validate) && said.Document == default) yield return Missing("the SHA-256 of the report");
        if (act == Act.ReportTest && said.Policy == default) yield return Missing("the SHA-256 of the policy document that judged the test");
        if (act is (Act.Vote or Act.AttachCondition or Act.FulfilCondition or Act.Observe or Act.EndObservation or Act.ProposeSuspension or Act.ConfirmSuspension
                or Act.LiftSuspension or Act.Retire or Act.RollBack or Act.OpenFinding or Act.NoteFinding or Act.CloseFinding) && string.IsNullOrWhiteSpace(said.Text))
            yield return Missing("grounds in words");
        if (act == Act.Vote && said.Opinion is < Opinion.For or > Opinion.Abstain) yield return Missing("an opinion: for, against or abstain");
        if (act is (Act.DeclareRelation or Act.OpenFinding) && string.IsNullOrWhiteSpace(said.Person)) yield return Missing("the person concerned");
        // Otherwise one voter could silence another by calling him related.
        if (act == Act.DeclareRelation && said.Person != asked.Who && !asked.Person.Roles.Contains(Role.CommitteeChair))
            yield return new(RefusalReason.RoleMissing, $"Only {Role.CommitteeChair} may declare the relation of somebody else.");
        if (act == Act.DeclareRelation && said.Person != asked.Who && asked.IsInvolved)
            yield return new(RefusalReason.NotIndependent, "Who developed, owns, registered or submitted it declares nobody else's relation.");
        if (act is (Act.AttachCondition or Act.OpenFinding) && said.Due <= asked.At) yield return Missing("a due time that lies ahead");
        if (act == Act.FulfilCondition && !asked.Thing.Conditions.Any(condition => condition.Number == said.Reference && condition.FulfilledBy.Length == 0))
            yield return new(RefusalReason.UnknownCondition, $"{asked.Thing.Key} has no unfulfilled condition {said.Reference}.");
        if (act is Act.NoteFinding or Act.CloseFinding)
        {
            var finding = asked.Thing.Findings.FirstOrDefault(finding => finding.Number == said.Reference && finding.IsOpen);
            if (finding is null) yield return new(RefusalReason.UnknownFinding, $"{asked.Thing.Key} has no open finding {said.Reference}.");
            else if (act == Act.CloseFinding && Thing.IsSame(finding.Owner, asked.Who)) yield return new(RefusalReason.SamePerson, "Somebody other than its owner must close a finding.");
        }
        if (act == Act.ConfirmSuspension && asked.Thing.SuspensionProposedBy.Length == 0) yield return new(RefusalReason.NoProposal, "Somebody must have proposed the suspension.");
        if (act == Act.ConfirmSuspension && Thing.IsSame(asked.Thing.SuspensionProposedBy, asked.Who)) yield return new(RefusalReason.SamePerson, "A second person must confirm the suspension.");

        Refusal Missing(string what) => new(RefusalReason.ParticularsMissing, $"{act} needs {what}.");
    }
}
