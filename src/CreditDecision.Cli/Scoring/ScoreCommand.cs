using System.CommandLine;

namespace CreditDecision.Cli.Scoring;

/// <summary><c>creditctl score</c>: scores a file of rows with any model file, without a service.</summary>
internal sealed class ScoreCommand
{
    private readonly ModelOptions _model = new();
    private readonly RowOptions _rows = new();
    private readonly Option<FileInfo?> _output = new("--output") { Description = "CSV file to write, whole or not at all. Default: stdout." };
    private readonly Option<bool> _explain = new("--explain") { Description = "Add what each input did to the answer. Much slower for trees." };

    public static Command Create()
    {
        var options = new ScoreCommand();
        var command = new Command("score", "Scores a file of rows with a model file, as its library would.");
        options._model.AddTo(command);
        options._rows.AddTo(command);
        command.Add(options._output);
        command.Add(options._explain);
        command.Validators.Add(options._model.Validate);
        command.Validators.Add(options._rows.Validate);
        command.SetAction((parsed, cancellation) => Task.FromResult(options.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IRowModel model = _model.Read(parsed);
        using IRowSource source = _rows.Open(parsed, model);
        if (parsed.GetValue(_output) is { } output && output.FullName == _rows.File(parsed).FullName)
            throw new Failure($"--output {output}: is the file of rows, which the answers would replace");
        using AnswerFile answers = AnswerFile.Open(parsed.GetValue(_output), parsed.InvocationConfiguration.Output);
        Score(source, model, answers, parsed.GetValue(_explain), cancellation);
        answers.Finish();
        foreach (string remark in source.Remarks.Concat(model.Remarks)) parsed.InvocationConfiguration.Error.WriteLine($"creditctl: {_rows.File(parsed)}: {remark}");
        return ExitCode.Ok;
    }

    private static void Score(IRowSource source, IRowModel model, AnswerFile file, bool explain, CancellationToken cancellation)
    {
        double[] row = new double[model.Inputs.Count], answers = new double[model.Answers.Count];
        file.WriteHeader(model, explain);
        while (source.Next(row))
        {
            cancellation.ThrowIfCancellationRequested();
            model.Score(row, answers);
            file.Write(source.Count, model, row, answers, explain);
        }
    }
}
