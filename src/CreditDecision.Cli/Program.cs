using System.CommandLine;
using CreditDecision.Cli;

return await CommandLine.RunAsync(args, new InvocationConfiguration());
