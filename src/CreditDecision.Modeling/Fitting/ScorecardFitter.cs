using System.Security.Cryptography;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Fits a scorecard: bins and weights of evidence, selection, logistic regression, points. Everything is learnt from training rows only;
/// test rows and the rows out of a fold are scored with the finished document and nothing else.
/// </summary>
public sealed class ScorecardFitter(FitSample sample, IProgress<FitProgress> progress, DocumentErrors errors)
{
    /// <returns>Null when no usable scorecard came out; the reason is in the errors.</returns>
    public FitResult? Fit() => sample.Plan.Folds > 0 ? FitWithFolds() : FitWithTest();

    private FitResult? FitWithTest()
    {
        (int[] train, int[] test) = RowSplit.Share(sample.Rows, sample.IsBad, sample.Plan.TestShare, sample.Plan.Seed);
        return FitOn(train, "") is { } fitted ? Finish(fitted, train, test.Length > 0 ? Measure(fitted.Scorecard, test) : null, []) : null;
    }

    /// <summary>The final scorecard is fitted on all rows; the folds tell how such a fit does on rows that it has not seen.</summary>
    private FitResult? FitWithFolds()
    {
        int[][] folds = RowSplit.Folds(sample.Rows, sample.IsBad, sample.Plan.Folds, sample.Plan.Seed);
        var figures = new List<FitFigures>();
        var (scores, probabilities, outcomes) = (new List<double>(), new List<double>(), new List<bool>());
        for (int i = 0; i < folds.Length; i++)
        {
            int[] others = [.. sample.Rows.Except(folds[i])];
            if (FitOn(others, $"fold {i + 1} of {folds.Length}: ") is not { } fitted) return null;
            figures.Add(Measure(fitted.Scorecard, folds[i]));
            (double[] foldScores, double[] foldProbabilities) = new RowScorer(fitted.Scorecard, sample).Score(folds[i]);
            scores.AddRange(foldScores);
            probabilities.AddRange(foldProbabilities);
            outcomes.AddRange(sample.OutcomesOf(folds[i]));
        }
        FitFigures outOfFold = RowScorer.Figures([.. scores], [.. probabilities], [.. outcomes]);
        return FitOn(sample.Rows, "all rows: ") is { } final ? Finish(final, sample.Rows, outOfFold, figures) : null;
    }

    private Fitted? FitOn(int[] rows, string prefix)
    {
        var candidates = new List<(FitColumn, FittedBins)>();
        foreach (FitColumn column in sample.Columns)
        {
            progress.Report(new FitProgress($"{prefix}binning {column.Column.Name}", candidates.Count, sample.Columns.Count + 1));
            candidates.Add((column, new Binner(column.Binning, column.Specials).Bin(column.Column, rows, sample.IsBad)));
        }
        progress.Report(new FitProgress($"{prefix}regression", candidates.Count, sample.Columns.Count + 1));
        var selection = new CharacteristicSelection(sample, rows);
        if (selection.Choose(candidates, errors) is not var (fit, chosen)) return null;
        var writer = new ScorecardWriter(sample, fit, chosen);
        progress.Report(new FitProgress($"{prefix}done", sample.Columns.Count + 1, sample.Columns.Count + 1));
        return new Fitted(writer, ReadBack(writer.Write(null, null)), fit, chosen, [.. sample.Skipped, .. selection.Dropped]);
    }

    private FitResult Finish(Fitted fitted, int[] train, FitFigures? test, List<FitFigures> folds)
    {
        FitFigures figures = Measure(fitted.Scorecard, train);
        byte[] document = fitted.Writer.Write(figures, test);
        return new FitResult(document, ReadBack(document), fitted.Chosen, fitted.Dropped, fitted.Regression, figures, test, folds);
    }

    private FitFigures Measure(Scorecard scorecard, int[] rows)
    {
        (double[] scores, double[] probabilities) = new RowScorer(scorecard, sample).Score(rows);
        return RowScorer.Figures(scores, probabilities, sample.OutcomesOf(rows));
    }

    private Scorecard ReadBack(byte[] document)
    {
        var mistakes = new DocumentErrors();
        using JsonDocument json = JsonDocument.Parse(document);
        return Scorecard.Read(
                DocumentObject.Root(json.RootElement, mistakes), sample.Catalog, sample.Reasons, Convert.ToHexStringLower(SHA256.HashData(document)))
            ?? throw new InvalidOperationException($"The scorecard that was written cannot be read: {string.Join("; ", mistakes.All)}");
    }

    private sealed record Fitted(
        ScorecardWriter Writer, Scorecard Scorecard, LogisticFit Regression, IReadOnlyList<FittedCharacteristic> Chosen, IReadOnlyList<DroppedColumn> Dropped);
}
