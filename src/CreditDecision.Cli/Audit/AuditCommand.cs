using System.CommandLine;

namespace CreditDecision.Cli.Audit;

/// <summary><c>creditctl audit</c>: proves that the ledger's records are as they were committed.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Proves that recorded decisions are as they were committed.")
    {
        VerifyCommand.Create(),
        HeadCommand.Create(),
    };
}
