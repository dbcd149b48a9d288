using System.CommandLine;
using System.CommandLine.Parsing;

namespace CreditDecision.Cli.Scoring;

/// <summary>Which rows are to be scored and how they are written.</summary>
internal sealed class RowOptions
{
    private const string Csv = "csv";
    private const string Tsv = "tsv";
    private const string Libsvm = "libsvm";

    private readonly Option<FileInfo> _input = new("--input") { Description = "File of rows; an empty value is missing.", Required = true };

    private readonly Option<string?> _format = new Option<string?>("--format")
    {
        Description = "csv, tsv or libsvm. Default: by the file's ending (.tsv, .libsvm, .svm), else csv.",
    }.AcceptOnlyFromAmong(Csv, Tsv, Libsvm);

    private readonly Option<string?> _delimiter = new("--delimiter") { Description = "Character between values, instead of the comma or tab." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line is a row already; columns are in the model's order." };

    private readonly Option<bool> _byPosition = new("--by-position")
    {
        Description = "Columns are in the model's order, whatever the header calls them: for models that were trained without names.",
    };

    private readonly Option<int?> _label = BoundedOption.Whole("--label-column", 1, 100_000, "By position: the column, from 1, that is no input.");
    private readonly Option<bool> _oneBased = new("--one-based") { Description = "libsvm: the first input is 1:, not 0:." };

    private readonly Option<string?> _absent = new Option<string?>("--absent")
    {
        Description = "libsvm: whether what a line leaves out is missing or zero. Default: zero for LightGBM, missing else, as those libraries read it.",
    }.AcceptOnlyFromAmong("missing", "zero");

    private readonly Option<bool> _codes = new("--category-codes")
    {
        Description = "Categories are given by number although the model knows their texts; always so in libsvm.",
    };

    internal void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _input, _format, _delimiter, _noHeader, _byPosition, _label, _oneBased, _absent, _codes }) command.Add(option);
    }

    internal void Validate(CommandResult given)
    {
        bool isLibsvm = FormatOf(given.TextOf(_format), given.TextOf(_input)) == Libsvm;
        if (isLibsvm && (given.Has(_noHeader) || given.Has(_byPosition) || given.Has(_delimiter)))
            given.AddError("--no-header, --by-position and --delimiter go with csv and tsv.");
        if (!isLibsvm && (given.Has(_oneBased) || given.Has(_absent))) given.AddError("--one-based and --absent go with libsvm.");
        if (given.Has(_label) && !given.Has(_noHeader) && !given.Has(_byPosition)) given.AddError("--label-column goes with --no-header or --by-position.");
        if (given.TextOf(_delimiter) is { } delimiter && (delimiter.Length != 1 || !char.IsAscii(delimiter[0]) || delimiter[0] is '"' or '\r' or '\n'))
            given.AddError($"--delimiter \"{delimiter}\" is not one character between values.");
    }

    internal FileInfo File(ParseResult parsed) => parsed.GetValue(_input)!;

    internal IRowSource Open(ParseResult parsed, IRowModel model)
    {
        FileInfo file = File(parsed);
        string named = FormatOf(parsed.GetValue(_format), file.Name);
        var format = new RowFormat(
            named == Libsvm ? TableFormat.Libsvm : TableFormat.Separated,
            parsed.GetValue(_delimiter) is { } delimiter ? delimiter[0] : named == Tsv ? '\t' : ',',
            HasHeader: !parsed.GetValue(_noHeader),
            IsByPosition: parsed.GetValue(_noHeader) || parsed.GetValue(_byPosition) || named == Libsvm,
            parsed.GetValue(_label) - 1,
            FirstIndex: parsed.GetValue(_oneBased) ? 1 : 0,
            AbsentIsZero: parsed.GetValue(_absent) is { } absent ? absent == "zero" : model.AbsentIsZero,
            parsed.GetValue(_codes));
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        if (format.IsByPosition && !model.IsPositional) throw new Failure($"{file}: needs a header: columns are found by their names here, never by position");
        return format.Table == TableFormat.Libsvm ? LibsvmRows.Open(file, model, format) : SeparatedRows.Open(file, model, format);
    }

    private static string FormatOf(string? given, string? file) => given ?? Path.GetExtension(file) switch
    {
        ".tsv" => Tsv,
        ".libsvm" or ".svm" => Libsvm,
        _ => Csv,
    };
}
