using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Governance;

/// <summary>From the hand-over to validation to the approval.</summary>
internal static class ReviewCommands
{
    public static IEnumerable<Command> All() =>
    [
        ActCommand.Create(
            "submit", "Hands a thing over to validation.",
            text => (client, thing, options) => client.SubmitAsync(new SubmitRequest { Thing = thing, Text = text }, options)),
        Validate(),
        ActCommand.Create(
            "open-review", "Opens the review of a validated thing.",
            text => (client, thing, options) => client.OpenReviewAsync(new OpenReviewRequest { Thing = thing, Text = text }, options)),
        Relate(),
        Vote(),
        Condition(),
        Conclude(),
        Fulfil(),
    ];

    private static Command Validate()
    {
        Option<FileInfo> report = PaperOption.Create("--report", "validation report");
        var passed = new Option<bool>("--passed") { Description = "It is fit for review." };
        var failed = new Option<bool>("--failed") { Description = "It is not: the thing is rejected." };
        Command command = ActCommand.Create("validate", "Reports the independent validation of a thing.", [report, passed, failed], async (parsed, text, cancellation) =>
        {
            var request = new ValidateRequest { Passed = parsed.GetValue(passed), Report = await PaperOption.ReadAsync(parsed.GetRequiredValue(report), cancellation), Text = text };
            return (client, thing, options) => client.ValidateAsync(new ValidateRequest(request) { Thing = thing }, options);
        });
        command.Validators.Add(given =>
        {
            if (given.GetValue(passed) == given.GetValue(failed)) given.AddError("Give either --passed or --failed.");
        });
        return command;
    }

    private static Command Relate()
    {
        var person = new Option<string>("--person") { Description = "Who is related, as tokens name them: yourself, or of the chair anybody.", Required = true };
        return ActCommand.Create("relate", "Declares that a person is related to a thing, and so kept out of its validation and review.", [person], (parsed, text) =>
        {
            string who = parsed.GetRequiredValue(person);
            return (client, thing, options) => client.DeclareRelationAsync(new DeclareRelationRequest { Thing = thing, Person = who, Text = text }, options);
        });
    }

    private static Command Vote()
    {
        Option<Opinion> opinion = ChoiceOption.Create("--opinion", "What you think of it; say why with --text.", Opinion.For, Opinion.Against, Opinion.Abstain);
        opinion.Required = true;
        return ActCommand.Create("vote", "Votes in the stage of review that a thing is in.", [opinion], (parsed, text) =>
        {
            Opinion mine = parsed.GetValue(opinion);
            return (client, thing, options) => client.VoteAsync(new VoteRequest { Thing = thing, Opinion = mine, Text = text }, options);
        });
    }

    private static Command Condition()
    {
        Option<DateTimeOffset?> due = MomentOption.Create("--due", "By when it must be fulfilled");
        due.Required = true;
        return ActCommand.Create("condition", "Attaches a condition to the approval that is under review.", [due], (parsed, text) =>
        {
            Timestamp? at = parsed.GetValue(due)?.ToTimestamp();
            return (client, thing, options) => client.AttachConditionAsync(new AttachConditionRequest { Thing = thing, Due = at, Text = text }, options);
        });
    }

    private static Command Conclude()
    {
        Option<FileInfo> minutes = PaperOption.Create("--minutes", "minutes");
        return ActCommand.Create("conclude", "Concludes a stage of review: its votes decide.", [minutes], async (parsed, text, cancellation) =>
        {
            AttachedDocument paper = await PaperOption.ReadAsync(parsed.GetRequiredValue(minutes), cancellation);
            return (client, thing, options) => client.ConcludeStageAsync(new ConcludeStageRequest { Thing = thing, Minutes = paper, Text = text }, options);
        });
    }

    private static Command Fulfil()
    {
        Option<long> condition = NumberOption.Create("--condition", "Number of the event that attached it.");
        return ActCommand.Create("fulfil", "Says that a condition is fulfilled.", [condition], (parsed, text) =>
        {
            long number = parsed.GetValue(condition);
            return (client, thing, options) => client.FulfilConditionAsync(new FulfilConditionRequest { Thing = thing, Condition = number, Text = text }, options);
        });
    }
}
