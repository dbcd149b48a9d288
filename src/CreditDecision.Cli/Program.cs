using CreditDecision.Cli;
using CreditDecision.Cli.Applying;
using CreditDecision.Cli.Decisions;
using CreditDecision.Cli.Probes;

// One line per room.
return await CommandLine.RunAsync(
    args,
    ApplyCommand.Create(),
    DecisionCommand.Create(),
    HealthCommand.Create());
