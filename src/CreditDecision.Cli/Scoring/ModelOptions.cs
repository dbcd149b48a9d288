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

    private readonly Option<FileInfo?> _card = new("--card")
    {
        Description = "The model's card (*.card.yaml): rows hold features by their catalog names, answers are the card's score and probability.",
    };

    private readonly Option<DirectoryInfo> _content = new("--content")
    {
        Description = "Folder with strategies/features.yaml and reasons.yaml, for scorecards and cards. Default: the working directory.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    private readonly Option<bool> _margin = new("--margin") { Description = "Answer with the numbers before the link function, such as log-odds." };

    internal void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _card, _content, _margin }) command.Add(option);
    }

    internal void Validate(CommandResult given)
    {
        if (IsScorecard(given) && given.Has(_card)) given.AddError("--card goes with the models of other libraries; a scorecard is its own card.");
        if (HasCard(given) && given.Has(_margin)) given.AddError("--margin goes with a model of another library without its card; the card says what the score is.");
    }

    /// <summary>Whether the model speaks through its own document: a scorecard, or an artifact with its card.</summary>
    internal bool HasCard(CommandResult given) => given.Has(_card) || IsScorecard(given);

    internal FileInfo File(ParseResult parsed) => parsed.GetValue(_model)!;

    internal ArtifactRows ReadArtifact(ParseResult parsed) => new(ModelFile.ReadArtifact(File(parsed)), parsed.GetValue(_margin));

    internal IRowModel Read(ParseResult parsed)
    {
        (FileInfo file, DirectoryInfo content) = (File(parsed), parsed.GetValue(_content)!);
        if (ModelFile.IsScorecard(file.Name)) return ModelFile.ReadScorecard(file, content);
        return parsed.GetValue(_card) is { } card
            ? ModelFile.ReadCarded(file, card, content)
            : ReadArtifact(parsed);
    }

    private bool IsScorecard(CommandResult given) => given.TextOf(_model) is { } file && ModelFile.IsScorecard(file);
}
