using System.Diagnostics;
using CreditDecision.LedgerHost;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Ledger;

[Trait("Store", "SQLite")]
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Fault", "disk")]
    public async Task When_the_file_cannot_grow_decisions_are_unavailable_and_when_it_can_again_they_go_on()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("file size limits of a running process are Linux's");
        string store = _folder.At("decisions.db");
        var recorded = new List<Answer>();
        var unavailable = new List<string>();
        using (var process = new CommittingProcess(store, "r"))
        {
            async Task Until(Func<Answer, bool> seen)
            {
                Answer answer;
                do
                {
                    answer = await process.NextAsync(_cancellation);
                    if (answer.Outcome == Answer.Unavailable) unavailable.Add(answer.Application);
                    else recorded.Add(answer);
                }
                while (!seen(answer));
            }
            await Until(answer => answer.Outcome != Answer.Unavailable);
            await LimitFileSize(process.Id, "300000");
            await Until(_ => Refused(unavailable).Length > 0);
            int before = recorded.Count;
            await LimitFileSize(process.Id, "unlimited");
            await Until(_ => recorded.Count > before + 500);
            await process.KillAsync(_cancellation);
        }
        LedgerAudit.Prove(store, Workload.CapFen);
        using ILedgerStore ledger = Workload.Open(store);
        AuditProof.Prove(ledger);
        foreach (Answer answer in recorded)
            Assert.Equal(answer.DecisionId, (await ledger.FindAsync(Workload.ClientId, answer.Application, _cancellation))!.DecisionId);
        foreach (string application in Refused(unavailable))
            Assert.Null(await ledger.FindAsync(Workload.ClientId, application, _cancellation));
    }

    // Two callers send each application, so only what both were refused is nobody's.
    private static string[] Refused(List<string> unavailable) =>
        [.. unavailable.GroupBy(application => application).Where(told => told.Count() == 2).Select(told => told.Key)];

    // The soft limit only, so that it can be raised again.
    private static async Task LimitFileSize(int processId, string bytes)
    {
        using Process prlimit = Process.Start("prlimit", [$"--pid={processId}", $"--fsize={bytes}:unlimited"]);
        await prlimit.WaitForExitAsync();
        Assert.Equal(0, prlimit.ExitCode);
    }
}
