using CreditDecision.Cli.Printing;
using Spectre.Console;

namespace CreditDecision.Cli.Batches;

/// <summary>Shows on stderr how far a run has come: a bar on a terminal, a plain line every few seconds in a log.</summary>
internal sealed class RunProgress(TextWriter error, TimeProvider time, string things = "applications")
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenBars = TimeSpan.FromMilliseconds(100);

    /// <param name="work">Is given the word that takes the count of results and the share of the file that was read.</param>
    public async Task<T> ShowAsync<T>(Func<Action<long, double>, Task<T>> work)
    {
        IAnsiConsole console = Screen.On(error);
        if (!console.Profile.Out.IsTerminal) return await work(Every(BetweenLines, Line));
        return await console.Progress().StartAsync(context =>
        {
            ProgressTask bar = context.AddTask(things);
            return work(Every(BetweenBars, (count, share) =>
            {
                bar.Description = $"{Show.Count(count)} {things}";
                bar.Value = share * bar.MaxValue;
            }));
        });
    }

    private void Line(long count, double share) => error.WriteLine($"{Show.Count(count)} {things}, {Show.Share(share)} of the file read");

    private Action<long, double> Every(TimeSpan distance, Action<long, double> show)
    {
        long last = time.GetTimestamp();
        return (count, share) =>
        {
            if (time.GetElapsedTime(last) < distance) return;
            last = time.GetTimestamp();
            show(count, share);
        };
    }
}
