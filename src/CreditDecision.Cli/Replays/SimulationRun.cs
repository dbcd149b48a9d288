using System.CommandLine;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Applying;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Decisions;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Grpc.Core;
using Spectre.Console;

namespace CreditDecision.Cli.Replays;

/// <summary>How simulated decisions are shown.</summary>
internal sealed record SimulationView(bool Json, Language Language, InvocationConfiguration Console);

/// <summary>Has the applications of a file simulated one after the other and shows each decision in full.</summary>
internal sealed class SimulationRun(Connection connection, SimulationView view)
{
    private sealed record Answer(FiledApplication Application, SimulateResponse? Simulated, CallFailure? Failure);

    private readonly ReplayService.ReplayServiceClient _client = new(connection.Channel);

    /// <returns>The exit code: 1 when any application was refused.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<FiledApplication> applications, Func<DecideRequest, SimulateRequest> request, CancellationToken cancellation)
    {
        var answers = new List<Answer>();
        foreach (FiledApplication application in applications) answers.Add(await AskAsync(application, request(application.Request), cancellation));
        if (view.Json) view.Console.Output.WriteLine(JsonOutput.Text(AsJson(answers)));
        else Print(answers);
        foreach (Answer failed in answers.Where(answer => answer.Failure is not null))
            view.Console.Error.WriteLine($"creditctl: application [{failed.Application.Index}] {failed.Application.Request.ApplicationId}: {failed.Failure}");
        return answers.Exists(answer => answer.Failure is not null) ? ExitCode.Failed : ExitCode.Ok;
    }

    private async Task<Answer> AskAsync(FiledApplication application, SimulateRequest request, CancellationToken cancellation)
    {
        try
        {
            return new Answer(application, await _client.SimulateAsync(request, connection.Options(cancellation)), null);
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            return new Answer(application, null, CallFailure.From(e));
        }
    }

    private void Print(IReadOnlyList<Answer> answers)
    {
        IAnsiConsole console = Screen.On(view.Console.Output);
        var details = new DecisionDetails(console, view.Language);
        foreach (Answer answer in answers)
        {
            if (answer.Simulated is not { } simulated) continue;
            if (answer.Application.Note.Length > 0) console.Write(new Rule(Markup.Escape(answer.Application.Note)).LeftJustified());
            details.Print(simulated.Decision);
            console.WriteLine(
                $"Simulated, not recorded: {Show.Words(simulated.StrategySource)} strategy, {Show.Fen(simulated.ReservedConsumerCreditFen)} of consumer credit held before.");
        }
    }

    private static JsonObject AsJson(IEnumerable<Answer> answers) => new()
    {
        ["results"] = new JsonArray([.. answers.Select(answer => (JsonNode)new JsonObject
        {
            ["index"] = answer.Application.Index,
            ["note"] = answer.Application.Note,
            ["simulated"] = answer.Simulated is { } simulated ? JsonOutput.Of(simulated) : null,
            ["error"] = answer.Failure is { } failure ? CallFailureJson.Of(failure) : null,
        })]),
    };
}
