using System.CommandLine;

namespace CreditDecision.Cli.Scorecards;

/// <summary><c>creditctl scorecard</c>: works on files, without a server.</summary>
public static class ScorecardCommand
{
    public static Command Create() => new("scorecard", "Fit scorecards from labelled data.") { new FitCommand().Create() };
}
