using System.CommandLine;
using CreditDecision.V1;

namespace CreditDecision.Cli.Replays;

internal static class EvaluationFormOption
{
    public static Option<EvaluationForm> Create() => new("--form")
    {
        Description = "Evaluator of conditions, formulas and tables: compiled as in live decisions, or plain as a second opinion. Default: compiled.",
        HelpName = "compiled|plain",
        CustomParser = given =>
        {
            string text = given.Tokens.Single().Value;
            if (text is not ("compiled" or "plain")) given.AddError($"\"{text}\" is not an evaluation form: write compiled or plain.");
            return text == "plain" ? EvaluationForm.Plain : EvaluationForm.Compiled;
        },
    };
}
