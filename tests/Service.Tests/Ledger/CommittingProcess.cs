using System.Diagnostics;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>A process of its own that commits to a store and tells what was acknowledged, until it is killed.</summary>
internal sealed class CommittingProcess : IDisposable
{
    private readonly Process _process;

    public CommittingProcess(string store, string run)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { Path.Combine(AppContext.BaseDirectory, "LedgerHost.dll"), "commit", store, run }) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    /// <summary>The next answer that it got; fails with what the process said when it ended on its own.</summary>
    public async Task<Answer> NextAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation) is { } line
            ? Answer.Parse(line)
            : throw new InvalidOperationException("LedgerHost ended: " + await _process.StandardError.ReadToEndAsync(cancellation));

    /// <summary>SIGKILL, then what it had told before it died. A last line that the kill cut short was not told.</summary>
    public async Task<IReadOnlyList<Answer>> KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        string rest = await _process.StandardOutput.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return [.. rest.Split('\n')[..^1].Select(Answer.Parse)];
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>One line of the committing process.</summary>
internal sealed record Answer(string Outcome, string Application, Guid DecisionId, int Borrower, long ReservedFen)
{
    public const string Unavailable = "Unavailable";

    public static Answer Parse(string line) => line.Split(' ') switch
    {
        [Unavailable, var application] => new Answer(Unavailable, application, Guid.Empty, 0, 0),
        [var outcome, var application, var id, var borrower, var fen] => new Answer(outcome, application, Guid.Parse(id), int.Parse(borrower), long.Parse(fen)),
        _ => throw new FormatException($"LedgerHost wrote: {line}"),
    };
}
