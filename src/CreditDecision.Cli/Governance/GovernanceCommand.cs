using System.CommandLine;
using CreditDecision.Cli.Governance.Dossiers;

namespace CreditDecision.Cli.Governance;

/// <summary><c>creditctl governance</c>: the life of models, strategies and feature catalogs (A37 to A42).</summary>
internal static class GovernanceCommand
{
    public static Command Create()
    {
        var command = new Command("governance", "Takes models, strategies and feature catalogs through their life, and tells of it. Commands need a token: --token-file.");
        IEnumerable<Command> all =
        [
            .. QueryCommands.All(), RegisterCommand.Create(), TestCommands.Test(), TestCommands.Check(), .. ReviewCommands.All(), .. ServingCommands.All(), FindingCommands.Create(),
            DossierCommand.Create(), VerifyDossierCommand.Create(), ExportCommand.Create(),
        ];
        foreach (Command each in all) command.Add(each);
        return command;
    }
}
