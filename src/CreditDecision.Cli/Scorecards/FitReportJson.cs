using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Cli.Scorecards;

/// <summary>The report of a fit for machines: figures, coefficients, what was left out, and the scorecard itself.</summary>
internal static class FitReportJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    internal static void Write(FitResult result, TextWriter output)
    {
        using JsonDocument scorecard = JsonDocument.Parse(result.Document);
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                ScorecardSha256 = result.Scorecard.Sha256,
                Regression = new
                {
                    Outcome = SnakeCase.Of(result.Regression.Outcome),
                    result.Regression.Iterations,
                    result.Regression.LogLikelihood,
                    result.Regression.Ridge,
                    Intercept = result.Regression.Coefficients[0],
                    InterceptStandardError = result.Regression.StandardErrors[0],
                },
                Dropped = result.Dropped.Select(column => new { column.Column, Why = SnakeCase.Of(column.Why), column.InformationValue, column.Beside }),
                Train = Figures(result.Train),
                Test = result.Test is null ? null : Figures(result.Test),
                Folds = result.Folds.Select(Figures),
                MeanFoldAuc = result.Folds.Count > 0 ? result.Folds.Average(fold => fold.Discrimination.Auc) : (double?)null,
                Scorecard = scorecard.RootElement,
            },
            Options));
    }

    private static object Figures(FitFigures figures) => new
    {
        figures.Discrimination.Rows,
        figures.Discrimination.Bads,
        figures.Discrimination.Auc,
        figures.Discrimination.Gini,
        figures.Discrimination.Ks,
        figures.Accuracy.Brier,
        figures.Accuracy.LogLoss,
    };
}
