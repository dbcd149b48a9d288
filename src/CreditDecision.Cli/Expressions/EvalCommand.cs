using System.CommandLine;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Printing;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Cli.Expressions;

/// <summary><c>creditctl cel eval</c>: the value of one expression.</summary>
internal sealed class EvalCommand
{
    private readonly Option<string> _text = new("--expr") { Description = "The expression.", Required = true };
    private readonly Option<string?> _bindings = new("--bindings") { Description = "Values of its names: a JSON file, or the JSON itself, such as {\"x\": {\"type\": \"double\", \"value\": \"1.5\"}}." };
    private readonly Option<bool> _unchecked = new("--unchecked") { Description = "Evaluate without checking names and types first." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the value, or what is wrong, for machines." };

    public static Command Create()
    {
        var options = new EvalCommand();
        var command = new Command("eval", "Evaluates one expression and prints its value and type.") { options._text, options._bindings, options._unchecked, options._json };
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        Bindings bindings = Bindings.Read(parsed.GetValue(_bindings));
        var limits = ExpressionLimits.Default with { Unchecked = parsed.GetValue(_unchecked) };
        CheckedExpression? expression = ExpressionReader.Read(parsed.GetValue(_text)!, bindings.Scope, null, limits, out IReadOnlyList<ExpressionError> errors);
        TextWriter output = parsed.InvocationConfiguration.Output;
        bool json = parsed.GetValue(_json);
        if (expression is null && !json) throw new Failure($"the expression was refused\n{string.Join('\n', errors)}");
        if (expression is null)
        {
            output.WriteLine(JsonOutput.Text(new JsonObject { ["errors"] = JsonOutput.OfRecord(errors) }));
            return ExitCode.Failed;
        }
        CelValue value = Evaluator.Create(expression, EvaluationForm.Compiled).Evaluate(new ExpressionFrame([], bindings.Values));
        return Print(value, json, output);
    }

    private static int Print(CelValue value, bool json, TextWriter output)
    {
        if (json) output.WriteLine(JsonOutput.Text(ValueJson.Write(value)));
        else if (value.IsError) throw new Failure($"the expression has no value: {value.AsError}");
        else output.WriteLine($"{value} : {CelTypeNames.NameOf(value.Kind)}");
        return value.IsError ? ExitCode.Failed : ExitCode.Ok;
    }
}
