using System.CommandLine;

namespace CreditDecision.Cli.Populations;

/// <summary><c>creditctl population</c>: works on files, without a server.</summary>
public static class PopulationCommand
{
    public static Command Create() => new("population", "Make up populations of applicants.") { new GenerateCommand().Create() };
}
