using System.CommandLine;
using CreditDecision.V1;

namespace CreditDecision.Cli.Governance;

/// <summary>From approval to retirement.</summary>
internal static class ServingCommands
{
    private const int PerWhole = 10_000;

    public static IEnumerable<Command> All() =>
    [
        Activate(),
        ActCommand.Create(
            "roll-back", "Puts a former champion in the champion's place again.",
            text => (client, thing, options) => client.RollBackAsync(new RollBackRequest { Thing = thing, Text = text }, options)),
        ActCommand.Create(
            "observe", "Puts a live thing under observation.",
            text => (client, thing, options) => client.ObserveAsync(new ObserveRequest { Thing = thing, Text = text }, options)),
        ActCommand.Create(
            "end-observation", "Ends the observation of a thing.",
            text => (client, thing, options) => client.EndObservationAsync(new EndObservationRequest { Thing = thing, Text = text }, options)),
        ActCommand.Create(
            "propose-suspension", "Proposes, as the first of two people, to suspend a thing at once.",
            text => (client, thing, options) => client.ProposeSuspensionAsync(new ProposeSuspensionRequest { Thing = thing, Text = text }, options)),
        ActCommand.Create(
            "confirm-suspension", "Suspends, as the second person, a thing and all that rests on it.",
            text => (client, thing, options) => client.ConfirmSuspensionAsync(new ConfirmSuspensionRequest { Thing = thing, Text = text }, options)),
        ActCommand.Create(
            "lift", "Lifts a suspension: the thing rests approved.",
            text => (client, thing, options) => client.LiftSuspensionAsync(new LiftSuspensionRequest { Thing = thing, Text = text }, options)),
        Retire(),
    ];

    private static Command Activate()
    {
        Option<ServingMode> mode = ChoiceOption.Create("--as", "As what.", ServingMode.Champion, ServingMode.Challenger, ServingMode.Shadow);
        mode.Required = true;
        Option<int?> share = BoundedOption.Whole("--share-bps", 1, PerWhole, "Of a challenger: its share of the decisions in basis points.");
        Command command = ActCommand.Create("activate", "Puts an approved thing in force on every replica at once.", [mode, share], (parsed, text) =>
        {
            var request = new ActivateRequest { Mode = parsed.GetValue(mode), ShareBps = parsed.GetValue(share) ?? 0, Text = text };
            return (client, thing, options) => client.ActivateAsync(new ActivateRequest(request) { Thing = thing }, options);
        });
        command.Validators.Add(given =>
        {
            bool isChallenger = given.GetResult(mode)?.Tokens is [{ Value: "challenger" }];
            if (isChallenger != given.GetResult(share) is not null) given.AddError("--share-bps goes with --as challenger, and that with it.");
        });
        return command;
    }

    private static Command Retire()
    {
        var fallbacks = new Option<string[]>("--fallback") { Description = "What becomes champion in its place, as id@version; may be given several times.", HelpName = "thing" };
        Command command = ActCommand.Create("retire", "Retires a thing for good, on every replica at once.", [fallbacks], (parsed, text) =>
        {
            var request = new RetireRequest { Text = text };
            foreach (string each in parsed.GetValue(fallbacks) ?? []) request.Fallbacks.Add(ThingArgument.Parse(each, false, _ => { }));
            return (client, thing, options) => client.RetireAsync(new RetireRequest(request) { Thing = thing }, options);
        });
        command.Validators.Add(given =>
        {
            foreach (var token in given.GetResult(fallbacks)?.Tokens ?? []) ThingArgument.Parse(token.Value, false, problem => given.AddError($"--fallback {problem}"));
        });
        return command;
    }
}
