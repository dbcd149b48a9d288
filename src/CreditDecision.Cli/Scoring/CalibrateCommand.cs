using System.CommandLine;
using System.Security.Cryptography;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Cli.Scoring;

/// <summary><c>creditctl model calibrate</c>: fits the calibration of a model card on rows with known outcomes.</summary>
internal sealed class CalibrateCommand
{
    private const string Platt = "platt";
    private const string Isotonic = "isotonic";
    private const string Points = "points";

    private readonly ModelOptions _model = new();
    private readonly RowOptions _rows = new();
    private readonly Option<string> _bad = new("--bad") { Description = "Column of the outcome: 1 or true is bad, 0 or false is not.", Required = true };
    private readonly Option<string> _method = new Option<string>("--method") { Description = "platt or isotonic.", Required = true }.AcceptOnlyFromAmong(Platt, Isotonic);
    private readonly Option<string?> _answer = new("--answer") { Description = "Which of the model's answers is the score, where it has several." };

    private readonly Option<string?> _meaning = new Option<string?>("--meaning")
    {
        Description = "What the score is. Default: log_odds_of_bad with --margin, else probability_of_bad. Points go with isotonic.",
    }.AcceptOnlyFromAmong(SnakeCase.Of(ScoreMeaning.LogOddsOfBad), SnakeCase.Of(ScoreMeaning.ProbabilityOfBad), SnakeCase.Of(ScoreMeaning.ProbabilityOfGood), Points);

    private readonly Option<FileInfo?> _output = new("--output") { Description = "Where to write the card's calibration block (YAML). Default: stdout." };

    public static Command Create()
    {
        var options = new CalibrateCommand();
        var command = new Command("calibrate", "Fits the calibration block of a model card on rows with known outcomes that the model was not trained on.");
        options._model.AddTo(command);
        options._rows.AddTo(command);
        foreach (Option option in new Option[] { options._bad, options._method, options._answer, options._meaning, options._output }) command.Add(option);
        command.Validators.Add(options._rows.Validate);
        command.Validators.Add(given =>
        {
            if (options._model.HasCard(given)) given.AddError("model calibrate makes what a card needs; it takes the models of other libraries without one.");
        });
        command.Validators.Add(given =>
        {
            // The line would be on a scale that only the card has.
            if (given.TextOf(options._meaning) == Points && given.TextOf(options._method) == Platt) given.AddError("--meaning points goes with --method isotonic.");
        });
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        ArtifactRows model = _model.ReadArtifact(parsed);
        CalibrationSample sample = Sample(parsed, model);
        CalibrationFit fit = parsed.GetValue(_method) == Platt ? PlattFitter.Fit(sample) : IsotonicFitter.Fit(sample, IsotonicOptions.Default);
        if (fit.Calibration is null) throw new Failure($"{_rows.File(parsed)}: no calibration was fitted: {SnakeCase.Of(fit.Outcome).Replace('_', ' ')}, where the score is taken for {SnakeCase.Of(sample.Meaning)}");
        string block = CalibrationWriter.Write(fit.Calibration);
        if (parsed.GetValue(_output) is { } output) File.WriteAllText(output.FullName, block);
        else parsed.InvocationConfiguration.Output.Write(block);
        return ExitCode.Ok;
    }

    private CalibrationSample Sample(ParseResult parsed, ArtifactRows model)
    {
        FileInfo file = _rows.File(parsed);
        var labelled = new LabelledRows(model, parsed.GetValue(_bad)!);
        int answer = AnswerOf(model, parsed.GetValue(_answer));
        var scores = new List<double>();
        var outcomes = new List<bool>();
        double[] row = new double[labelled.Inputs.Count], answers = new double[labelled.Answers.Count];
        using (IRowSource source = _rows.Open(parsed, labelled))
        {
            while (source.Next(row))
            {
                if (row[^1] is not (0 or 1)) throw new Failure($"{file}: row {source.Count}, column \"{parsed.GetValue(_bad)}\": is neither 0 nor 1");
                labelled.Score(row, answers);
                scores.Add(answers[answer]);
                outcomes.Add(row[^1] == 1);
            }
        }
        return new CalibrationSample(scores, outcomes, MeaningOf(parsed, model), default, new CalibrationData(file.Name, Sha256(file)));
    }

    private ScoreMeaning MeaningOf(ParseResult parsed, ArtifactRows model)
    {
        if (parsed.GetValue(_meaning) is { } text && SnakeCase.TryParse(text, out ScoreMeaning meaning)) return meaning;
        return model.IsMargin ? ScoreMeaning.LogOddsOfBad : ScoreMeaning.ProbabilityOfBad;
    }

    private static int AnswerOf(ArtifactRows model, string? name)
    {
        if (name is null && model.Answers.Count == 1) return 0;
        int place = model.Answers.ToList().IndexOf(name ?? "");
        return place >= 0 ? place : throw new Failure($"--answer must be one of {string.Join(", ", model.Answers)}");
    }

    private static string Sha256(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
