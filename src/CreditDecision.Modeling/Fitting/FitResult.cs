using CreditDecision.Core.Scoring;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Fitting;

/// <summary>A scorecard and everything that was seen on the way to it.</summary>
/// <param name="Document">The scorecard document, UTF-8 JSON.</param>
/// <param name="Scorecard">Read back from the document, so what was measured is what will serve.</param>
/// <param name="Test">Of the rows held out, or of all rows out of fold; null without either.</param>
/// <param name="Folds">One per fold; empty with a single split.</param>
public sealed record FitResult(
    byte[] Document,
    Scorecard Scorecard,
    IReadOnlyList<FittedCharacteristic> Characteristics,
    IReadOnlyList<DroppedColumn> Dropped,
    LogisticFit Regression,
    FitFigures Train,
    FitFigures? Test,
    IReadOnlyList<FitFigures> Folds);

public sealed record FittedCharacteristic(FitColumn Column, FittedBins Bins, double Coefficient, double StandardError);

/// <param name="Discrimination">Of the scores.</param>
/// <param name="Accuracy">Of the probabilities.</param>
public sealed record FitFigures(Discrimination Discrimination, Accuracy Accuracy);

/// <summary>How far the work is.</summary>
public readonly record struct FitProgress(string Step, int Done, int Of);
