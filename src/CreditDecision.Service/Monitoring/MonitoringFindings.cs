using System.Text;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Monitoring.Reports;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>
/// Makes findings of what monitoring signals, in the log of governance, where they are owned, noted and closed, and where breaches observe and suspend
/// by the policy (A40). What is open already is not opened again.
/// </summary>
internal sealed class MonitoringFindings(GovernanceDesk desk, MonitoringOptions options, MonitoringLog log, TimeProvider time)
{
    /// <summary>Adds the numbers of the findings that were opened to the report.</summary>
    /// <param name="who">Who asked for the report.</param>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written; what was opened before stays open, and is not opened again.</exception>
    public async Task OpenAsync(Wire.MonitoringReport report, ThingKey thing, Person who, CancellationToken cancellation)
    {
        // As it was kept, so that its hash is the one that the event names.
        var kept = new Wire.MonitoringReport(report) { Number = 0, Sha256 = "" };
        var document = new GovernanceDocument(GovernanceDocumentKind.MonitoringReport, "application/json", Encoding.UTF8.GetBytes(ReportDocuments.Write(kept)));
        // What the service itself found is the system's word, whoever asked.
        Person system = who with { Roles = who.Roles.Add(Role.System) };
        foreach (Wire.MonitoringSignal signal in report.Signals.OrderByDescending(signal => signal.Level))
            if (await OpenAsync(signal, report.Number, thing, system, document, cancellation) is { } number) report.Findings.Add(number);
    }

    private async Task<long?> OpenAsync(Wire.MonitoringSignal signal, long report, ThingKey key, Person who, GovernanceDocument document, CancellationToken cancellation)
    {
        bool isBreach = signal.Level == Wire.MonitoringLevel.Breach;
        string mark = $"monitoring: {signal.Metric} {signal.Subject}: ";
        GovernanceCommand Command(GovernanceState state)
        {
            Thing thing = state.Portfolio.Things[key];
            if (IsOpen(state, thing, mark, isBreach)) throw new AlreadyOpenException();
            string owner = thing.Registration.Developers.Concat(thing.Registration.Owners).First();
            DateTimeOffset due = Decisions.Moments.ToMicroseconds(time.GetUtcNow().AddDays(options.FindingDueDays));
            return new GovernanceCommand(Act.OpenFinding, key, thing.Registration.Hashes, new Particulars(
                $"{mark}{signal.Detail} (report {report})", document.Sha256, Passed: !isBreach, Person: owner, Due: due));
        }
        try
        {
            GovernanceOutcome outcome = await desk.ExecuteAsync(Command, who, [document], cancellation);
            if (outcome.Event is { } done) return done.Event.Number;
            log.NotOpened(key.ToString(), mark, string.Join(" ", outcome.Refused.Select(refusal => refusal.Text).Concat(outcome.Problems)));
        }
        catch (AlreadyOpenException)
        {
            // Whoever owns it knows.
        }
        return null;
    }

    // A breach is more than a warning of the same.
    private static bool IsOpen(GovernanceState state, Thing thing, string mark, bool isBreach) => thing.Findings.Any(finding =>
        finding.IsOpen && (finding.Breach || !isBreach) && state.Log[(int)finding.Number - 1].Event is var opened
        && opened.Roles.Contains(Role.System) && opened.Command.Particulars.Text.StartsWith(mark, StringComparison.Ordinal));

    private sealed class AlreadyOpenException : Exception;
}
