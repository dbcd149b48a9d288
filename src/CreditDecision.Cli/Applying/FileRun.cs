using System.Text.Json.Nodes;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Decisions;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Grpc.Core;
using Spectre.Console;

namespace CreditDecision.Cli.Applying;

/// <summary>How the results of <c>apply --file</c> are shown.</summary>
internal sealed record FileRunView(bool Json, bool Verbose, Language Language, TextWriter Output, TextWriter Error);

/// <summary>Sends the applications of a file one after the other, in the order in which they are written, and shows each answer.</summary>
internal sealed class FileRun(Connection connection, FileRunView view)
{
    private sealed record Answer(FiledApplication Application, Decision? Decision, CallFailure? Failure);

    /// <returns>The exit code: 1 when any application got no decision.</returns>
    public async Task<int> RunAsync(IReadOnlyList<FiledApplication> applications, CancellationToken cancellation)
    {
        var answers = new List<Answer>();
        foreach (FiledApplication application in applications) answers.Add(await SendAsync(application, cancellation));
        if (view.Json) view.Output.WriteLine(JsonOutput.Text(AsJson(answers)));
        else Print(answers);
        foreach (Answer failed in answers.Where(answer => answer.Failure is not null))
            view.Error.WriteLine($"creditctl: application [{failed.Application.Index}] {failed.Application.Request.ApplicationId}: {failed.Failure}");
        return answers.Exists(answer => answer.Failure is not null) ? ExitCode.Failed : ExitCode.Ok;
    }

    private async Task<Answer> SendAsync(FiledApplication application, CancellationToken cancellation)
    {
        try
        {
            Decision decision = await connection.Client.DecideAsync(application.Request, connection.Options(cancellation));
            return new Answer(application, decision, null);
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            return new Answer(application, null, CallFailure.From(e));
        }
    }

    private void Print(IReadOnlyList<Answer> answers)
    {
        IAnsiConsole console = Screen.On(view.Output);
        var table = new DecisionTable(view.Language);
        foreach (Answer answer in answers)
        {
            if (answer.Decision is { } decision) table.Add(decision);
            else table.AddFailed(answer.Application.Request.ApplicationId, answer.Failure!.CodeName);
        }
        table.Print(console);
        if (!view.Verbose) return;
        var details = new DecisionDetails(console, view.Language);
        foreach (Answer answer in answers.Where(answer => answer.Decision is not null))
        {
            if (answer.Application.Note.Length > 0) console.Write(new Rule(Markup.Escape(answer.Application.Note)).LeftJustified());
            details.Print(answer.Decision!);
        }
    }

    private static JsonObject AsJson(IEnumerable<Answer> answers) => new()
    {
        ["results"] = new JsonArray([.. answers.Select(answer => (JsonNode)new JsonObject
        {
            ["index"] = answer.Application.Index,
            ["note"] = answer.Application.Note,
            ["client_id"] = answer.Application.Request.ClientId,
            ["application_id"] = answer.Application.Request.ApplicationId,
            ["decision"] = answer.Decision is { } decision ? JsonOutput.Of(decision) : null,
            ["error"] = answer.Failure is { } failure ? CallFailureJson.Of(failure) : null,
        })]),
    };
}
