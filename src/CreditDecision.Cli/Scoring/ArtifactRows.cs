using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>Another library's model, by its own names for what it reads and answers.</summary>
internal sealed class ArtifactRows : IRowModel
{
    private readonly CompiledModel _model;
    private readonly bool _isSingle;
    private readonly double[] _contributions;

    /// <param name="margin">Whether it answers with the numbers before the link function.</param>
    internal ArtifactRows(ModelArtifact artifact, bool margin)
    {
        _model = artifact.Model;
        IsMargin = margin;
        // These libraries answer in single precision, so nine digits say all that there is.
        _isSingle = artifact.Format is ArtifactFormat.XgboostJson or ArtifactFormat.XgboostUbjson or ArtifactFormat.Onnx;
        _contributions = new double[_model.Inputs.Count + 1];
        AbsentIsZero = artifact.Format == ArtifactFormat.LightgbmText;
        Explanations = [.. _model.Margins.SelectMany(ExplanationsOf)];
    }

    internal bool IsMargin { get; }

    public IReadOnlyList<ModelInput> Inputs => _model.Inputs;

    public bool IsPositional => true;

    public bool AbsentIsZero { get; }

    public IReadOnlyList<string> Answers => IsMargin ? _model.Margins : _model.Outputs;

    public IReadOnlyList<string> Explanations { get; }

    public IEnumerable<string> Remarks => [];

    public void Score(ReadOnlySpan<double> row, Span<double> answers)
    {
        if (IsMargin) _model.Margin(row, answers);
        else _model.Predict(row, answers);
    }

    public void WriteAnswer(CsvWriter csv, double answer)
    {
        if (_isSingle && (float)answer == answer) csv.WriteField((float)answer);
        else csv.WriteField(answer);
    }

    public void Explain(ReadOnlySpan<double> row, CsvWriter csv)
    {
        for (int margin = 0; margin < _model.Margins.Count; margin++)
        {
            Contribute(row, margin);
            foreach (double contribution in _contributions) csv.WriteField(contribution);
        }
    }

    private void Contribute(ReadOnlySpan<double> row, int margin)
    {
        try
        {
            _model.Contributions(row, margin, _contributions);
        }
        catch (NotSupportedException e)
        {
            throw new Failure($"this model cannot be explained: {e.Message}");
        }
    }

    private IEnumerable<string> ExplanationsOf(string margin)
    {
        string prefix = _model.Margins.Count == 1 ? "contribution" : $"contribution:{margin}";
        return _model.Inputs.Select(input => input.Name).Append("bias").Select(name => $"{prefix}:{name}");
    }
}
