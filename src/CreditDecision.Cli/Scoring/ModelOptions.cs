using System.CommandLine;
using System.CommandLine.Parsing;

namespace CreditDecision.Cli.Scoring;

/// <summary>Which model is to score.</summary>
internal sealed class ModelOptions
{
    private readonly Option<FileInfo> _model = new("--model")
    {
        Description = "XGBoost JSON or UBJSON, LightGBM text, ONNX, PMML (told apart by their content), or a *.scorecard.json.",
        Required = true,
    };

    private readonly Option<DirectoryInfo> _content = new("--content")
    {
        Description = "Folder with strategies/features.yaml and reasons.yaml, for scorecards. Default: the working directory.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    private readonly Option<bool> _margin = new("--margin") { Description = "Answer with the numbers before the link function, such as log-odds." };

    internal void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_content);
        command.Add(_margin);
    }

    internal void Validate(CommandResult given)
    {
        if (given.Has(_margin) && given.TextOf(_model) is { } file && ModelFile.IsScorecard(file))
            given.AddError("--margin goes with the models of other libraries; a scorecard answers with points and probability.");
    }

    internal FileInfo File(ParseResult parsed) => parsed.GetValue(_model)!;

    internal IRowModel Read(ParseResult parsed) => ModelFile.IsScorecard(File(parsed).Name)
        ? ModelFile.ReadScorecard(File(parsed), parsed.GetValue(_content)!)
        : new ArtifactRows(ModelFile.ReadArtifact(File(parsed)), parsed.GetValue(_margin));
}
