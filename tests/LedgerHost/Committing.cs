using System.Runtime.InteropServices;
using CreditDecision.Service.Ledger;

namespace CreditDecision.LedgerHost;

/// <summary>
/// Commits until the process is killed. Every answer is printed after it came, in one write each, so that what stands on the other end
/// of the pipe was acknowledged: <c>outcome application decision-id borrower reserved-fen</c>, or <c>Unavailable application</c>.
/// </summary>
internal static class Committing
{
    private const int Callers = 32;

    // Few enough that they fill their caps and meet in one batch.
    private const int Borrowers = 40;

    // Linux's SIGXFSZ: a write beyond the file size limit, which ends the process unless it wants the error instead.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    public static async Task RunAsync(string store, string run)
    {
        using PosixSignalRegistration carryOn = PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true);
        using ILedgerStore ledger = Workload.Open(store);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallAsync(ledger, $"{run}-{i / 2}", i))));
    }

    // Two callers each send the same applications, as a frontend does that lost an answer and retries.
    private static async Task CallAsync(ILedgerStore ledger, string applications, int caller)
    {
        for (int i = 0; ; i++)
        {
            string application = $"{applications}-{i}";
            int borrower = (caller / 2 + i) % Borrowers;
            try
            {
                CommitResult result = await Workload.CommitAsync(ledger, application, borrower, 10_000 * (1 + i % 9));
                LedgerEntry entry = result.Entry!;
                Console.WriteLine($"{result.Outcome} {application} {entry.DecisionId} {borrower} {entry.ReservedFen}");
            }
            catch (LedgerUnavailableException)
            {
                Console.WriteLine($"Unavailable {application}");
            }
        }
    }
}
