using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Governance;

/// <summary><c>creditctl governance finding open|note|close</c>: defects of what is approved (A40).</summary>
internal static class FindingCommands
{
    public static Command Create() => new("finding", "Defects of what is approved, sent back to its developers.") { Open(), Note(), Close() };

    private static Command Open()
    {
        var breach = new Option<bool>("--breach") { Description = "A bound was broken: the thing is observed or suspended, as the policy says." };
        var warning = new Option<bool>("--warning") { Description = "Only a warning." };
        var owner = new Option<string>("--owner") { Description = "Who has to see to it, as tokens name them.", Required = true };
        Option<DateTimeOffset?> due = MomentOption.Create("--due", "By when");
        due.Required = true;
        Command command = ActCommand.Create("open", "Opens a finding.", [breach, warning, owner, due], (parsed, text) =>
        {
            var request = new OpenFindingRequest { Breach = parsed.GetValue(breach), Owner = parsed.GetRequiredValue(owner), Due = parsed.GetValue(due)?.ToTimestamp(), Text = text };
            return (client, thing, options) => client.OpenFindingAsync(new OpenFindingRequest(request) { Thing = thing }, options);
        });
        command.Validators.Add(given =>
        {
            if (given.GetValue(breach) == given.GetValue(warning)) given.AddError("Give either --breach or --warning.");
        });
        return command;
    }

    private static Command Note()
    {
        Option<long> finding = NumberOption.Create("--finding", "Number of the event that opened it.");
        return ActCommand.Create("note", "Notes a step that was taken.", [finding], (parsed, text) =>
        {
            long number = parsed.GetValue(finding);
            return (client, thing, options) => client.NoteFindingAsync(new NoteFindingRequest { Thing = thing, Finding = number, Text = text }, options);
        });
    }

    private static Command Close()
    {
        Option<long> finding = NumberOption.Create("--finding", "Number of the event that opened it.");
        return ActCommand.Create("close", "Closes a finding with its outcome, by somebody other than its owner.", [finding], (parsed, text) =>
        {
            long number = parsed.GetValue(finding);
            return (client, thing, options) => client.CloseFindingAsync(new CloseFindingRequest { Thing = thing, Finding = number, Text = text }, options);
        });
    }
}
