using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>
/// Writes one line for each row: its number from 1, its answers, and why where that was asked for. A file gets its name only when all of it
/// has been written, so that nobody takes half of the rows for all of them.
/// </summary>
internal sealed class AnswerFile : IDisposable
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    private readonly CsvWriter _csv;
    private readonly FileInfo? _file;
    private readonly string? _unfinished;
    private bool _isFinished;

    private AnswerFile(CsvWriter csv, FileInfo? file, string? unfinished) => (_csv, _file, _unfinished) = (csv, file, unfinished);

    /// <param name="file">Null: <paramref name="output"/> gets the lines as they come.</param>
    internal static AnswerFile Open(FileInfo? file, TextWriter output)
    {
        if (file is null) return new AnswerFile(CsvWriter.Create(output, Options, leaveOpen: true), null, null);
        // A device keeps its name; moving a file over it would replace it.
        if (file.FullName.StartsWith("/dev/", StringComparison.Ordinal)) return new AnswerFile(CsvWriter.Create(file.OpenWrite(), Options), null, null);
        string unfinished = $"{file.FullName}.{Path.GetRandomFileName()}";
        return new AnswerFile(CsvWriter.Create(new FileStream(unfinished, FileMode.CreateNew), Options), file, unfinished);
    }

    internal void WriteHeader(IRowModel model, bool explain) =>
        _csv.WriteHeader([.. model.Answers.Prepend("row"), .. explain ? model.Explanations : []]);

    internal void Write(long number, IRowModel model, ReadOnlySpan<double> row, ReadOnlySpan<double> answers, bool explain)
    {
        _csv.WriteField(number);
        foreach (double answer in answers) model.WriteAnswer(_csv, answer);
        if (explain) model.Explain(row, _csv);
        _csv.EndRecord();
    }

    internal void Finish()
    {
        _csv.Dispose();
        _isFinished = true;
        if (_unfinished is not null) File.Move(_unfinished, _file!.FullName, overwrite: true);
    }

    public void Dispose()
    {
        if (!_isFinished) _csv.Dispose();
        if (_unfinished is not null) File.Delete(_unfinished);
    }
}
