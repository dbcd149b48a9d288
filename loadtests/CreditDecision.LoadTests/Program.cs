using System.CommandLine;
using CreditDecision.LoadTests.Commands;
using CreditDecision.LoadTests.Driving;

var root = new RootCommand("Loads a CreditDecision service and measures what it does. Run it in the project's folder: applications are made from strategies/features.yaml.")
{
    RunCommand.Make(),
    RowCommands.Rows(),
    RowCommands.Replicas(),
    RowCommands.Queries(),
    RowCommands.CrossChecks(),
    RowCommands.Table(),
    LoadCommands.First(),
    LoadCommands.Reload(),
};
var bare = new Command("bare", "Serves a bare handler on a free loopback port, which it prints.");
bare.SetAction((_, _) => BareHandler.ServeAsync());
root.Add(bare);
return await root.Parse(args).InvokeAsync();
