using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Scoring;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Validation;

namespace CreditDecision.Cli.DevelopmentTests;

/// <summary>Which model is tested.</summary>
internal sealed class SubjectOptions
{
    private readonly Argument<FileInfo> _model = new("model") { Description = "XGBoost JSON or UBJSON, LightGBM text, ONNX, PMML, or a *.scorecard.json." };
    private readonly Option<FileInfo?> _card = new("--card") { Description = "The model's card (*.card.yaml): the data hold features by their catalog names, and the card's probability is tested." };

    private readonly Option<DirectoryInfo> _content = new("--content")
    {
        Description = "Folder with strategies/features.yaml and reasons.yaml, for scorecards and cards. Default: the working directory.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    private readonly Option<string?> _answer = new("--answer") { Description = "Without a card: which of the model's answers is tested, where it has several." };

    private readonly Option<string?> _meaning = new Option<string?>("--meaning")
    {
        Description = "Without a card: what that answer is. Default: probability_of_bad. With log_odds_of_bad the number before the link function is taken.",
    }.AcceptOnlyFromAmong(SnakeCase.Of(ScoreMeaning.LogOddsOfBad), SnakeCase.Of(ScoreMeaning.ProbabilityOfBad), SnakeCase.Of(ScoreMeaning.ProbabilityOfGood));

    internal void AddTo(Command command)
    {
        command.Add(_model);
        foreach (Option option in new Option[] { _card, _content, _answer, _meaning }) command.Add(option);
        command.Validators.Add(Validate);
    }

    internal FileInfo File(ParseResult parsed) => parsed.GetValue(_model)!;

    internal TestSubject Read(ParseResult parsed)
    {
        FileInfo file = File(parsed);
        FileInfo? card = parsed.GetValue(_card);
        if (card is not null || ModelFile.IsScorecard(file.Name))
        {
            (IModel model, FeatureCatalog catalog) = ModelFile.ReadGoverned(file, card, parsed.GetValue(_content)!);
            return TestSubject.Of(model, catalog);
        }
        ModelArtifact artifact = ModelFile.ReadArtifact(file);
        ScoreMeaning meaning = SnakeCase.TryParse(parsed.GetValue(_meaning) ?? "", out ScoreMeaning told) ? told : ScoreMeaning.ProbabilityOfBad;
        try
        {
            return TestSubject.Of(artifact, file.Name, new ArtifactAnswer(parsed.GetValue(_answer) ?? "", meaning));
        }
        catch (ArgumentException e)
        {
            throw new Failure($"--answer: {e.Message}");
        }
    }

    private void Validate(CommandResult given)
    {
        bool isScorecard = given.GetResult(_model)?.Tokens is [var file, ..] && ModelFile.IsScorecard(file.Value);
        if (isScorecard && given.Has(_card)) given.AddError("--card goes with the models of other libraries; a scorecard is its own card.");
        if ((isScorecard || given.Has(_card)) && (given.Has(_answer) || given.Has(_meaning)))
            given.AddError("--answer and --meaning go with a model of another library without its card; the card says what the score is.");
    }
}
