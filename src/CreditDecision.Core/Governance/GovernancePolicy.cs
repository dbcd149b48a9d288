using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

/// <param name="Quorum">Votes of people who are not recused, abstentions included; at least 1.</param>
/// <param name="Majority">Least share of "for" among all votes but abstentions; more than half.</param>
public sealed record ReviewStage(string Name, ImmutableHashSet<Role> Voters, int Quorum, BasisPoints Majority);

/// <param name="Stages">In order, the committee last.</param>
/// <param name="ApprovalLasts">Until re-validation is due.</param>
/// <param name="ChallengersShare">Most that all challengers of one slot may have together.</param>
/// <param name="BreachesToObserve">Open breach findings that put a live thing under observation; 0 for never.</param>
/// <param name="BreachesToSuspend">Open breach findings that suspend; 0 for never.</param>
public sealed record GovernancePolicy(
    ImmutableArray<ReviewStage> Stages, TimeSpan ApprovalLasts, BasisPoints ChallengersShare, int BreachesToObserve, int BreachesToSuspend)
{
    /// <summary>More than a policy of the most stages and roles takes in canonical form.</summary>
    public const int MostBytes = 16 * 1024;

    private const int MostStages = 10;

    private static ReadOnlySpan<byte> Purpose => "creditdecision governance policy 1"u8;

    /// <summary>SHA-256 of <see cref="ToBytes"/>, so that an event can name the rules that it was decided by (A42).</summary>
    public Digest Digest() => Audit.Digest.Of(ToBytes());

    /// <summary>Everything it says, in canonical form.</summary>
    public byte[] ToBytes()
    {
        var to = new FieldWriter();
        to.Raw(Purpose);
        to.Many(Stages.IsDefault ? [] : Stages, stage =>
        {
            to.Text(stage.Name);
            to.Many<Role>([.. stage.Voters.Order()], role => to.Int((int)role));
            to.Int(stage.Quorum);
            to.Int(stage.Majority.Value);
        });
        to.Long(ApprovalLasts.Ticks);
        to.Int(ChallengersShare.Value);
        to.Int(BreachesToObserve);
        to.Int(BreachesToSuspend);
        return to.ToArray();
    }

    /// <exception cref="FormatException">Not the canonical bytes of a policy of this form.</exception>
    public static GovernancePolicy Read(ReadOnlyMemory<byte> bytes)
    {
        var from = new FieldReader(bytes);
        from.Expect(Purpose);
        var policy = new GovernancePolicy(
            from.Many(() => new ReviewStage(from.Text(), [.. from.Many(from.Choice<Role>)], from.Int(), new BasisPoints(from.Int()))),
            TimeSpan.FromTicks(from.Long()), new BasisPoints(from.Int()), from.Int(), from.Int());
        from.End();
        return policy;
    }

    /// <summary>
    /// Reads a document: <c>{ version, approval_days, challengers_share_bps, breaches_to_observe, breaches_to_suspend, stages: [{ name, voters:
    /// [role], quorum, majority_bps }] }</c>. The version is for people; the digest names what it says.
    /// </summary>
    /// <returns>Null when the document has errors.</returns>
    public static GovernancePolicy? Read(DocumentObject document)
    {
        document.Text("version", 64);
        var stages = ImmutableArray.CreateBuilder<ReviewStage>();
        foreach (DocumentObject stage in document.Children("stages", MostStages))
        {
            stages.Add(new ReviewStage(stage.Text("name", 64), [.. stage.Choices<Role>("voters")], stage.Whole("quorum", 1, 100), new BasisPoints(stage.Whole("majority_bps", 1, BasisPoints.PerWhole))));
            stage.Close();
        }
        var policy = new GovernancePolicy(
            stages.ToImmutable(), TimeSpan.FromDays(document.Whole("approval_days", 1, 3_650)), new BasisPoints(document.Whole("challengers_share_bps", 0, BasisPoints.PerWhole)),
            document.Whole("breaches_to_observe", 0, 1_000), document.Whole("breaches_to_suspend", 0, 1_000));
        document.Close();
        // What the fields alone do not tell.
        if (!document.Errors.Any)
            foreach (string error in policy.Errors()) document.Fail("", error);
        return document.Errors.Any ? null : policy;
    }

    /// <summary>All that makes this policy unfit to decide by; empty for a sound one.</summary>
    public IEnumerable<string> Errors()
    {
        if (Stages.IsDefaultOrEmpty) yield return "stages: at least one is needed";
        else
            foreach (var stage in Stages)
            {
                if (stage.Quorum < 1) yield return $"stages.{stage.Name}.quorum: at least 1";
                if (stage.Majority.Value is <= BasisPoints.PerWhole / 2 or > BasisPoints.PerWhole) yield return $"stages.{stage.Name}.majority: above half, at most the whole";
                if (stage.Voters.IsEmpty) yield return $"stages.{stage.Name}.voters: at least one role";
            }
        if (ApprovalLasts <= TimeSpan.Zero) yield return "approval_lasts: longer than nothing";
        if (ChallengersShare.Value is < 0 or >= BasisPoints.PerWhole) yield return "challengers_share: 0 to 9999 basis points";
        if (BreachesToObserve < 0 || BreachesToSuspend < 0) yield return "breaches: not negative";
    }
}
