using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.DevelopmentTests;
using CreditDecision.Cli.Printing;
using CreditDecision.Modeling.Validation;
using CreditDecision.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CreditDecision.Cli.Governance;

/// <summary><c>creditctl governance test|check</c>: has the service test what was registered. It ends as <c>creditctl model test</c> does.</summary>
internal static class TestCommands
{
    private const int PieceBytes = 512 * 1024;

    // A test scores the data some hundred times.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private static readonly string Ending = $"Exit code {ExitCode.Ok} passed, {ExitCode.Unmet} not, {ExitCode.Failed} not tested.";

    public static Command Test()
    {
        var policy = new Option<FileInfo>("--policy") { Description = "What the model has to show (YAML), such as models/development-test.policy.yaml.", Required = true };
        var data = new LabelledDataOptions();
        var command = new Command("test", $"Has the service test a model on labelled rows under normal and stressed conditions. {Ending}") { policy };
        data.AddTo(command, mayBeByPosition: false);
        return WithAnswer(command, async (parsed, client, thing, text, options, cancellation) =>
        {
            DevelopmentTestOrder order = Order(data, parsed);
            (order.Thing, order.Text) = (thing, text);
            order.Policy = ByteString.CopyFrom(await File.ReadAllBytesAsync(parsed.GetRequiredValue(policy).FullName, cancellation));
            await using FileStream rows = data.File(parsed).OpenRead();
            using AsyncClientStreamingCall<RunDevelopmentTestRequest, TestAnswer> call = client.RunDevelopmentTest(options);
            await SendAsync(call, order, rows, cancellation);
            return await call.ResponseAsync;
        });
    }

    public static Command Check() => WithAnswer(
        new Command("check", $"Has the service test a strategy or a feature catalog for what it holds and rests on. {Ending}"),
        async (_, client, thing, text, options, _) => await client.RunConformityTestAsync(new RunConformityTestRequest { Thing = thing, Text = text }, options));

    private delegate Task<TestAnswer> Tester(
        ParseResult parsed, ModelGovernanceService.ModelGovernanceServiceClient client, ThingRef thing, string text, CallOptions options, CancellationToken cancellation);

    private static Command WithAnswer(Command command, Tester test)
    {
        var json = new Option<bool>("--json") { Description = "Print the TestAnswer message as JSON." };
        ThingOptions thing = ThingOptions.AddTo(command);
        WordsOption words = WordsOption.AddTo(command);
        command.Add(json);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            string text = await words.ReadAsync(parsed, cancellation);
            using Connection connection = server.Connect(parsed);
            ThingRef meant = await thing.ReadAsync(parsed, connection, cancellation);
            TestAnswer answer = await test(
                parsed, new ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel), meant, text, connection.Options(Patience, cancellation), cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(answer)));
            else GovernancePrinter.Print(Screen.On(output), answer);
            return answer.Passed ? ExitCode.Ok : ExitCode.Unmet;
        });
        return command;
    }

    private static DevelopmentTestOrder Order(LabelledDataOptions data, ParseResult parsed)
    {
        RowChoice choice = data.Read(parsed);
        var order = new DevelopmentTestOrder { DataName = data.File(parsed).Name, Label = choice.Label, BadValue = choice.BadValue, Part = choice.Part, Segment = choice.Segment };
        order.Only.Add(choice.OnlyRows.Select(row => new ColumnValue { Column = row.Column, Value = row.Value }));
        if (choice.Part.Length > 0) order.HoldOutValue = choice.HoldOutValue;
        else (order.HoldOutShare, order.Seed) = (choice.HoldOutShare, choice.Seed);
        return order;
    }

    private static async Task SendAsync(AsyncClientStreamingCall<RunDevelopmentTestRequest, TestAnswer> call, DevelopmentTestOrder order, Stream rows, CancellationToken cancellation)
    {
        try
        {
            await call.RequestStream.WriteAsync(new RunDevelopmentTestRequest { Order = order }, cancellation);
            byte[] piece = new byte[PieceBytes];
            for (int read; (read = await rows.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation)) > 0;)
                await call.RequestStream.WriteAsync(new RunDevelopmentTestRequest { Data = ByteString.CopyFrom(piece, 0, read) }, cancellation);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception stopped) when (stopped is RpcException or InvalidOperationException && call.ResponseAsync.IsFaulted)
        {
            // The service refused before it had all: its answer says why.
        }
    }
}
