using System.CommandLine;

namespace CreditDecision.Cli.Expressions;

/// <summary><c>creditctl cel</c>: works with the language of conditions and formulas, without a service.</summary>
internal static class CelCommand
{
    public static Command Create() =>
        new("cel", "Evaluates expressions of the language that conditions and formulas are written in (CEL).") { EvalCommand.Create(), ConformanceCommand.Create() };
}
