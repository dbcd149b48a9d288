using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Validation;

/// <summary>An artifact without a card, by its own names for what it reads.</summary>
internal sealed class ArtifactSubject : TestSubject
{
    private readonly CompiledModel _model;
    private readonly ModelCalibration _calibration;
    private readonly bool _isMargin;
    private readonly int _place;
    private readonly double[] _answers;

    internal ArtifactSubject(ModelArtifact artifact, string name, ArtifactAnswer answer)
        : base(new SubjectIdentity(name, "", SnakeCase.Of(artifact.Format), "", artifact.Sha256, ""), [.. artifact.Model.Inputs.Select(InputOf)])
    {
        _model = artifact.Model;
        _calibration = ModelCalibration.None(answer.Meaning);
        _isMargin = answer.Meaning == ScoreMeaning.LogOddsOfBad;
        IReadOnlyList<string> names = _isMargin ? _model.Margins : _model.Outputs;
        _place = answer.Name.Length == 0 && names.Count == 1 ? 0 : names.ToList().IndexOf(answer.Name);
        if (_place < 0) throw new ArgumentException($"The answer must be one of {string.Join(", ", names)}.", nameof(answer));
        _answers = new double[names.Count];
    }

    public override bool IsPositional => true;

    public override double ProbabilityOf(ReadOnlySpan<double> row, out bool isAnswer)
    {
        if (_isMargin) _model.Margin(row, _answers);
        else _model.Predict(row, _answers);
        isAnswer = _calibration.Accepts(_answers[_place]);
        return isAnswer ? _calibration.ProbabilityOf(_answers[_place]).Value : 1;
    }

    private static TestInput InputOf(ModelInput input) => new(
        input.Name,
        input.Type == InputType.Category ? FeatureType.Category : FeatureType.Number,
        input.Categories,
        double.MinValue,
        double.MaxValue,
        ModelInput.UnknownCategory);
}
