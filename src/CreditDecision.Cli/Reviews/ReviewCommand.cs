using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Reviews;

/// <summary><c>creditctl review list|show|claim|release|resolve|confirm|overrides</c>: manual review of what was referred (A22).</summary>
internal static class ReviewCommand
{
    public static Command Create() => new("review", "Reviews decisions that were referred to a person. Changing a case needs a token: --token-file.")
    {
        QueueCommand.Create(),
        Show(),
        Doing("claim", "Takes an open case for yourself, or holds your own for longer.", (_, _) => (client, id, options) => client.ClaimCaseAsync(new ClaimCaseRequest { DecisionId = id }, options)),
        Doing("release", "Lets go of a case that you hold.", (_, _) => (client, id, options) => client.ReleaseCaseAsync(new ReleaseCaseRequest { DecisionId = id }, options)),
        Resolve(),
        Confirm(),
        Overrides(),
    };

    private static Command Show()
    {
        var id = Id();
        var json = new Option<bool>("--json") { Description = "Print the ReviewCaseDetails message as JSON." };
        Option<Language> language = LanguageOption.Create();
        var command = new Command("show", "Shows a case, the decision that was referred and all that was done since.") { id, json, language };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            ReviewCaseDetails details = await new ReviewService.ReviewServiceClient(connection.Channel)
                .GetCaseAsync(new GetCaseRequest { DecisionId = parsed.GetRequiredValue(id) }, connection.Options(cancellation));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(details)));
            else new ReviewPrinter(Screen.On(output), parsed.GetValue(language)).Print(details);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Resolve()
    {
        Option<long?> approve = YuanOption.Create("--approve", "Approve this amount, in yuan; at most the case's limit.");
        var decline = new Option<bool>("--decline") { Description = "Decline; needs at least one --code." };
        var codes = new Option<int[]>("--code") { Description = "Number of a reason that is known to the service. May be given several times.", HelpName = "number" };
        var text = new TextOption();
        Command command = Doing("resolve", "Approves or declines a case that you hold. A large approval then awaits a second person.", (parsed, words) =>
        {
            var request = new ResolveCaseRequest
            {
                Verdict = parsed.GetValue(decline) ? ReviewVerdict.Decline : ReviewVerdict.Approve, AmountFen = parsed.GetValue(approve) ?? 0, Text = words, ReasonCodes = { parsed.GetValue(codes) ?? [] },
            };
            return (client, id, options) => client.ResolveCaseAsync(new ResolveCaseRequest(request) { DecisionId = id }, options);
        }, text);
        command.Add(approve);
        command.Add(decline);
        command.Add(codes);
        command.Validators.Add(given =>
        {
            if (given.GetResult(approve) is not null == given.GetValue(decline)) given.AddError("Give either --approve or --decline.");
        });
        return command;
    }

    private static Command Confirm()
    {
        var back = new Option<bool>("--send-back") { Description = "Do not confirm: the case is open again." };
        Command command = Doing("confirm", "Confirms, as a second person, a large amount that somebody else approved.", (parsed, words) =>
        {
            SecondOpinion opinion = parsed.GetValue(back) ? SecondOpinion.SendBack : SecondOpinion.Confirm;
            return (client, id, options) => client.ConfirmCaseAsync(new ConfirmCaseRequest { DecisionId = id, Opinion = opinion, Text = words }, options);
        }, new TextOption());
        command.Add(back);
        return command;
    }

    private static Command Overrides()
    {
        Option<DateTimeOffset?> from = MomentOption.Create("--from", "Decided at or after"), before = MomentOption.Create("--before", "Decided before");
        (from.Required, before.Required) = (true, true);
        var json = new Option<bool>("--json") { Description = "Print the OverridesReport message as JSON." };
        var command = new Command("overrides", "Counts what people made of referred decisions, by person and by strategy and model.") { from, before, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new ReportOverridesRequest { From = parsed.GetValue(from)?.ToTimestamp(), Before = parsed.GetValue(before)?.ToTimestamp() };
            using Connection connection = server.Connect(parsed);
            OverridesReport report = await new ReviewService.ReviewServiceClient(connection.Channel).ReportOverridesAsync(request, connection.Options(cancellation));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(report)));
            else ReviewPrinter.Print(output, report);
            return ExitCode.Ok;
        });
        return command;
    }

    private delegate Grpc.Core.AsyncUnaryCall<ReviewCase> Call(ReviewService.ReviewServiceClient client, string id, Grpc.Core.CallOptions options);

    /// <param name="callOf">What is called, by the options and the person's reasons.</param>
    /// <param name="text">Null where no reasons are asked for.</param>
    private static Command Doing(string name, string description, Func<ParseResult, string, Call> callOf, TextOption? text = null)
    {
        var id = Id();
        var json = new Option<bool>("--json") { Description = "Print the ReviewCase message as JSON." };
        var command = new Command(name, description) { id, json };
        if (text is not null) command.Add(text.File);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            Call call = callOf(parsed, text is null ? "" : await text.ReadAsync(parsed, cancellation));
            using Connection connection = server.Connect(parsed);
            ReviewCase after = await call(new ReviewService.ReviewServiceClient(connection.Channel), parsed.GetRequiredValue(id), connection.Options(cancellation));
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json) ? JsonOutput.Text(JsonOutput.Of(after)) : ReviewPrinter.Line(after));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The referred decision's id." };
}
