using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Replays;

/// <summary>Shows on stderr how far a run has come: a bar on a terminal, a line now and then in a log.</summary>
internal sealed class ReplayProgressBar(TextWriter error)
{
    // The service tells about two a second; a log wants to know every few seconds.
    private const int MessagesBetweenLines = 10;

    public async Task ShowAsync(Func<Action<ReplayProgress>, Task> work)
    {
        IAnsiConsole console = Screen.On(error);
        int heard = 0;
        if (!console.Profile.Out.IsTerminal)
        {
            await work(progress =>
            {
                if (++heard % MessagesBetweenLines == 0 && !progress.Finished) error.WriteLine(Line(progress));
            });
            return;
        }
        await console.Progress().StartAsync(context =>
        {
            ProgressTask bar = context.AddTask("Decisions");
            return work(progress =>
            {
                bar.Description = Markup.Escape(Line(progress));
                bar.Value = progress.Total == 0 ? bar.MaxValue : bar.MaxValue * progress.Done / progress.Total;
            });
        });
    }

    private static string Line(ReplayProgress progress) =>
        $"{Show.Count(progress.Done)} of {Show.Count(progress.Total)} decisions, {Show.Count(progress.Done - progress.Identical)} not identical, {Show.Count((long)progress.PerSecond)} a second";
}
