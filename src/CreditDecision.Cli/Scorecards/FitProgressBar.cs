using CreditDecision.Modeling.Fitting;
using Spectre.Console;

namespace CreditDecision.Cli.Scorecards;

/// <summary>Shows how far a fit is on the error stream, so that the report can be piped.</summary>
internal sealed class FitProgressBar(ProgressTask task) : IProgress<FitProgress>
{
    internal static T Show<T>(Func<IProgress<FitProgress>, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected) return work(new Progress<FitProgress>());
        return console.Progress().AutoClear(true).Start(context => work(new FitProgressBar(context.AddTask("fitting"))));
    }

    public void Report(FitProgress value)
    {
        task.Description = Markup.Escape(value.Step);
        task.MaxValue = value.Of;
        task.Value = value.Done;
    }
}
