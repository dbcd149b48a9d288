using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>A model whose rows hold one number more, the outcome, so that both are read in one go.</summary>
internal sealed class LabelledRows(IRowModel model, string outcome) : IRowModel
{
    public IReadOnlyList<ModelInput> Inputs { get; } = [.. model.Inputs, ModelInput.Number(outcome)];

    // An outcome has no place in a model's order.
    public bool IsPositional => false;

    public bool AbsentIsZero => model.AbsentIsZero;

    public IReadOnlyList<string> Answers => model.Answers;

    public IReadOnlyList<string> Explanations => model.Explanations;

    public IEnumerable<string> Remarks => model.Remarks;

    public void Score(ReadOnlySpan<double> row, Span<double> answers) => model.Score(row[..^1], answers);

    public void WriteAnswer(CsvWriter csv, double answer) => model.WriteAnswer(csv, answer);

    public void Explain(ReadOnlySpan<double> row, CsvWriter csv) => model.Explain(row[..^1], csv);
}
