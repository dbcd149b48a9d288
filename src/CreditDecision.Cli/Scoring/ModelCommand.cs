using System.CommandLine;
using CreditDecision.Cli.DevelopmentTests;

namespace CreditDecision.Cli.Scoring;

/// <summary><c>creditctl model</c>: works on model files, without a service.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Looks into model files of other libraries; calibrates them; tests models.")
    {
        InspectCommand.Create(), CalibrateCommand.Create(), ModelTestCommand.Create(),
    };
}
