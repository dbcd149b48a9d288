using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using Spectre.Console;

namespace CreditDecision.Cli.Scorecards;

/// <summary>The report of a fit for people.</summary>
internal static class FitReportTable
{
    internal static void Write(FitResult result, string? output)
    {
        // In a pipe there is no window to fit into, and wrapped names cannot be searched for.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 160;
        AnsiConsole.Write(Bins(result.Scorecard));
        AnsiConsole.Write(Coefficients(result));
        if (result.Dropped.Count > 0) AnsiConsole.Write(Dropped(result));
        AnsiConsole.Write(Figures(result));
        AnsiConsole.MarkupLineInterpolated($"regression: {SnakeCase.Of(result.Regression.Outcome)} after {result.Regression.Iterations} iterations, log-likelihood {result.Regression.LogLikelihood:F2}, ridge {result.Regression.Ridge}");
        if (output is not null) AnsiConsole.MarkupLineInterpolated($"written to {output}, sha256 {result.Scorecard.Sha256}");
    }

    private static Table Bins(Scorecard scorecard)
    {
        Table table = Titled("Characteristics (more points are better)", "characteristic", "IV", "bin", "rows", "share", "bad rate", "WOE", "points");
        foreach (Characteristic characteristic in scorecard.Characteristics)
        {
            long all = characteristic.Bins.Sum(bin => bin.Evidence!.Value.Count);
            string name = characteristic.Feature.Name, information = $"{characteristic.Fit!.Value.InformationValue:F3}";
            foreach (ScorecardBin bin in characteristic.Bins)
            {
                BinEvidence evidence = bin.Evidence!.Value;
                AddRow(table, name, information, bin.Label, $"{evidence.Count}", $"{(double)evidence.Count / all:P1}",
                    evidence.Count == 0 ? "" : $"{(double)evidence.Bad / evidence.Count:P2}", $"{evidence.Woe:F3}", $"{bin.Points:F2}");
                (name, information) = ("", "");
            }
        }
        return table;
    }

    private static Table Coefficients(FitResult result)
    {
        Table table = Titled("Logistic regression of the bad event on weights of evidence", "characteristic", "coefficient", "standard error", "z");
        AddCoefficient(table, "(intercept)", result.Regression.Coefficients[0], result.Regression.StandardErrors[0]);
        foreach (FittedCharacteristic item in result.Characteristics) AddCoefficient(table, item.Column.Feature.Name, item.Coefficient, item.StandardError);
        return table;
    }

    private static Table Dropped(FitResult result)
    {
        Table table = Titled("Left out", "column", "why", "IV");
        foreach (DroppedColumn column in result.Dropped)
            AddRow(table, column.Column, SnakeCase.Of(column.Why) + (column.Beside.Length > 0 ? $" with {column.Beside}" : ""), $"{column.InformationValue:F4}");
        return table;
    }

    private static Table Figures(FitResult result)
    {
        Table table = Titled("Figures", "sample", "rows", "bads", "AUC", "Gini", "KS", "Brier", "log-loss");
        AddFigures(table, "train", result.Train);
        for (int i = 0; i < result.Folds.Count; i++) AddFigures(table, $"fold {i + 1}", result.Folds[i]);
        if (result.Folds.Count > 0)
            AddRow(table, "mean of folds", "", "", $"{result.Folds.Average(fold => fold.Discrimination.Auc):F4}", $"{result.Folds.Average(fold => fold.Discrimination.Gini):F4}",
                $"{result.Folds.Average(fold => fold.Discrimination.Ks):F4}", $"{result.Folds.Average(fold => fold.Accuracy.Brier):F4}", $"{result.Folds.Average(fold => fold.Accuracy.LogLoss):F4}");
        if (result.Test is not null) AddFigures(table, result.Folds.Count > 0 ? "all out of fold" : "test", result.Test);
        return table;
    }

    private static void AddFigures(Table table, string sample, FitFigures figures) => AddRow(table, sample,
        $"{figures.Discrimination.Rows}", $"{figures.Discrimination.Bads}", $"{figures.Discrimination.Auc:F4}", $"{figures.Discrimination.Gini:F4}",
        $"{figures.Discrimination.Ks:F4}", $"{figures.Accuracy.Brier:F4}", $"{figures.Accuracy.LogLoss:F4}");

    private static void AddCoefficient(Table table, string name, double coefficient, double error) =>
        AddRow(table, name, $"{coefficient:F4}", $"{error:F4}", $"{coefficient / error:F1}");

    private static Table Titled(string title, params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(title));
        foreach (string column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    private static void AddRow(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);
}
