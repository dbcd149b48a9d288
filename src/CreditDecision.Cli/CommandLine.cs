using System.CommandLine;
using System.CommandLine.Help;
using CreditDecision.Cli.Applying;
using CreditDecision.Cli.Audit;
using CreditDecision.Cli.Auth;
using CreditDecision.Cli.Backtests;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Decisions;
using CreditDecision.Cli.Expressions;
using CreditDecision.Cli.Governance;
using CreditDecision.Cli.Lists;
using CreditDecision.Cli.Monitoring;
using CreditDecision.Cli.Performance;
using CreditDecision.Cli.PersonalData;
using CreditDecision.Cli.Populations;
using CreditDecision.Cli.Probes;
using CreditDecision.Cli.Reassessments;
using CreditDecision.Cli.Replays;
using CreditDecision.Cli.Reviews;
using CreditDecision.Cli.RiskData;
using CreditDecision.Cli.Scorecards;
using CreditDecision.Cli.Scoring;
using CreditDecision.Cli.Strategies;
using Grpc.Core;

namespace CreditDecision.Cli;

/// <summary>Runs one command line: usage mistakes, failures and refusals of the service all end here as text on stderr and an exit code.</summary>
internal static class CommandLine
{
    private const string Unreachable = $"Is the service running, and is --server or {ServerOptions.EnvironmentName} its address?";

    private static Command[] Rooms() =>
    [
        ApplyCommand.Create(),
        DecisionCommand.Create(),
        StrategyCommand.Create(),
        ReplayCommand.Create(),
        SimulateCommand.Create(),
        BacktestCommand.Create(),
        AuditCommand.Create(),
        ListsCommand.Create(),
        RiskDataCommand.Create(),
        PerformanceCommand.Create(),
        MonitorCommand.Create(),
        GovernanceCommand.Create(),
        PersonalDataCommand.Create(),
        ReviewCommand.Create(),
        ReassessCommand.Create(),
        AuthCommand.Create(),
        HealthCommand.Create(),
        ScoreCommand.Create(),
        ModelCommand.Create(),
        ScorecardCommand.Create(),
        BenchCommand.Create(),
        PopulationCommand.Create(),
        CelCommand.Create(),
    ];

    public static async Task<int> RunAsync(string[] args, InvocationConfiguration console)
    {
        var root = new RootCommand("Works with a CreditDecision service: sends applications, reads decisions, decides them again, simulates, puts risk data and how loans went, reviews what was referred, re-assesses what rests on something stopped, governs and watches models, erases, verifies the audit trail; offline: scores files, looks into models, fits scorecards, makes populations.");
        foreach (Command room in Rooms()) root.Add(room);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction) return Usage(parsed, console.Error);
        console.EnableDefaultExceptionHandler = false;
        try
        {
            return await parsed.InvokeAsync(console);
        }
        catch (Exception e) when (Describe(e) is { } told)
        {
            await console.Error.WriteLineAsync($"creditctl: {told.Message}");
            return told.ExitCode;
        }
    }

    private static int Usage(ParseResult parsed, TextWriter error)
    {
        foreach (string message in parsed.Errors.Select(mistake => mistake.Message).Distinct())
            error.WriteLine($"creditctl: {message}");
        error.WriteLine($"Try \"{Path(parsed)} --help\".");
        return ExitCode.Usage;
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
            if (at is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command) names.Insert(0, command.Command.Name);
        return string.Join(' ', names.Prepend("creditctl"));
    }

    // Anything else is a bug of ours and keeps its stack trace.
    private static (string Message, int ExitCode)? Describe(Exception exception) => exception switch
    {
        Failure failure => (failure.Message, failure.ExitCode),
        RpcException { StatusCode: StatusCode.Unavailable } unreached => ($"{CallFailure.From(unreached)}\n{Unreachable}", ExitCode.Failed),
        RpcException refused => (CallFailure.From(refused).ToString(), ExitCode.Failed),
        OperationCanceledException => ("interrupted", ExitCode.Failed),
        IOException or UnauthorizedAccessException => (exception.Message, ExitCode.Failed),
        _ => null,
    };
}
