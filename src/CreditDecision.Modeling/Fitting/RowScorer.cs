using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Fitting;

/// <summary>Scores rows of a sample with the compiled scorecard, exactly as the service would.</summary>
internal sealed class RowScorer
{
    private readonly Scorecard _scorecard;
    private readonly double[] _vector;
    private readonly (int Slot, CsvColumn Column, double[] ByCode)[] _reads;

    internal RowScorer(Scorecard scorecard, FitSample sample)
    {
        _scorecard = scorecard;
        _vector = new double[sample.Catalog.Features.Count];
        Array.Fill(_vector, double.NaN);
        var used = scorecard.Slots.ToHashSet();
        _reads = [.. sample.Columns.Where(column => used.Contains(column.Feature.Slot)).Select(Read)];
    }

    internal (double[] Scores, double[] Probabilities) Score(int[] rows)
    {
        double[] scores = [.. rows.Select(ScoreOf)];
        return (scores, [.. scores.Select(score => _scorecard.ProbabilityOf(score).Value)]);
    }

    internal static FitFigures Figures(double[] scores, double[] probabilities, bool[] isBad) =>
        new(Discrimination.Of(scores, isBad), Accuracy.Of(probabilities, isBad));

    private double ScoreOf(int row)
    {
        foreach ((int slot, CsvColumn column, double[] byCode) in _reads)
            _vector[slot] = column.IsNumber ? column.Numbers[row] : column.Codes[row] < 0 ? double.NaN : byCode[column.Codes[row]];
        return _scorecard.Score(_vector);
    }

    private static (int, CsvColumn, double[]) Read(FitColumn column)
    {
        double[] byCode = [.. column.Column.Categories.Select(category => ValueOf(column, category))];
        return (column.Feature.Slot, column.Column, byCode);
    }

    private static double ValueOf(FitColumn column, string category) => column.Feature.Type switch
    {
        Core.Features.FeatureType.Flag => category == "true" ? 1 : 0,
        _ => column.Feature.CategoryIndex(category),
    };
}
