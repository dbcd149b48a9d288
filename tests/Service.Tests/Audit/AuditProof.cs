using CreditDecision.Core.Audit;
using CreditDecision.Service.Audit;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Tests.Audit;

/// <summary>Verifies a store whose chains are sealed with the tests' key.</summary>
internal static class AuditProof
{
    public static List<AuditFinding> Of(IAuditTrail trail, AuditPeriod period = default, (long, Digest)? head = null)
    {
        var found = new List<AuditFinding>();
        using IAuditView view = trail.OpenAudit();
        new AuditRun(view, new ChainSeal(new byte[32]), new AuditOrder(period, head, 1_000), found.Add, TestContext.Current.CancellationToken).Run();
        return found;
    }

    /// <summary>How many decisions are proved.</summary>
    public static long Prove(IAuditTrail trail)
    {
        Assert.Empty(Of(trail));
        using IAuditView view = trail.OpenAudit();
        (long first, long last) = view.Extent(default);
        return view.Records(first, last).Count();
    }
}
