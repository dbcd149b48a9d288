using System.Diagnostics;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Driving;

/// <summary>Carries out the events of a scenario by the commands that the caller of the program gave for their names.</summary>
/// <param name="hooks">A command of the shell by name.</param>
internal sealed class Happenings(IReadOnlyDictionary<string, string> hooks)
{
    /// <summary>The names of a scenario's events that no command was given for.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyList<ScenarioEvent> events) => [.. events.Select(each => each.Do).Where(name => !hooks.ContainsKey(name)).Distinct()];

    /// <summary>Each at its moment, one after the other.</summary>
    /// <exception cref="InvalidOperationException">A command failed.</exception>
    public async Task RunAsync(IReadOnlyList<ScenarioEvent> events, CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        foreach (ScenarioEvent each in events.OrderBy(each => each.AtSeconds))
        {
            TimeSpan wait = TimeSpan.FromSeconds(each.AtSeconds) - Stopwatch.GetElapsedTime(begin);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellation);
            Console.WriteLine($"  {each.AtSeconds} s: {each.Do}");
            await RunAsync(each.Do, cancellation);
        }
    }

    private async Task RunAsync(string name, CancellationToken cancellation)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", hooks[name]]))!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0) throw new InvalidOperationException($"The hook {name} ended with {process.ExitCode}.");
    }
}
