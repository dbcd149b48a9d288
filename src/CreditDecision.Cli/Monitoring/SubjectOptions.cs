using System.CommandLine;
using CreditDecision.V1;

namespace CreditDecision.Cli.Monitoring;

/// <summary>What is watched: a product or a model. The service says where it cannot be.</summary>
internal sealed class SubjectOptions
{
    private readonly Option<string?> _product = new("--product") { Description = "All decisions of a product." };
    private readonly Option<string?> _model = new("--model") { Description = "Instead of a product: the model whose probability of default grades and prices." };
    private readonly Option<string?> _version = new("--model-version") { Description = "Only this one of the model's versions." };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "The last day of which loans' performance counts, such as 2026-11-30. Default: today in Beijing.", HelpName = "day" };

    public static SubjectOptions AddTo(Command command)
    {
        var options = new SubjectOptions();
        command.Add(options._product);
        command.Add(options._model);
        command.Add(options._version);
        command.Add(options._asOf);
        command.Validators.Add(given =>
        {
            if (given.GetValue(options._product) is null == given.GetValue(options._model) is null) given.AddError("Give either --product or --model.");
            if (given.GetValue(options._version) is not null && given.GetValue(options._model) is null) given.AddError("--model-version goes with --model.");
        });
        return options;
    }

    public MonitoringSubject Subject(ParseResult parsed) =>
        new() { Product = parsed.GetValue(_product) ?? "", ModelId = parsed.GetValue(_model) ?? "", ModelVersion = parsed.GetValue(_version) ?? "" };

    public string AsOf(ParseResult parsed) => parsed.GetValue(_asOf) ?? "";
}
