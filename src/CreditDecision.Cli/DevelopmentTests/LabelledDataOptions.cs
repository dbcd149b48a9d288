using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Validation;

namespace CreditDecision.Cli.DevelopmentTests;

/// <summary>Which rows a model is tested on and which of their columns is what.</summary>
internal sealed class LabelledDataOptions
{
    private readonly Option<FileInfo> _data = new("--data") { Description = "CSV file with a header.", Required = true };
    private readonly Option<string> _label = new("--label") { Description = "Column of the outcome.", Required = true };
    private readonly Option<string?> _bad = new("--bad") { Description = "Its bad value; not needed with 0/1 and true/false." };
    private readonly Option<string[]> _only = new("--only") { Description = "COLUMN=VALUE: only rows that have it; may be given several times.", HelpName = "column=value" };
    private readonly Option<string?> _part = new("--part") { Description = "Column that tells which rows are held out. Default: a seeded split, the same as that of scorecard fit." };
    private readonly Option<string?> _holdOut = new("--hold-out") { Description = "Its value for rows that are held out; all other rows are development. Default: hold_out." };
    private readonly Option<double?> _share = BoundedOption.Number("--hold-out-share", 0.01, 0.99, "Of a seeded split. Default: 0.25.");
    private readonly Option<long?> _seed = new("--seed") { Description = "Of a seeded split. Default: 1." };
    private readonly Option<string?> _segment = new("--segment") { Description = "Column of time, or of another division, by which figures are told apart." };
    private readonly Option<bool> _byPosition = new("--by-position") { Description = "For models that were trained without names: they read the columns in their order, but for those named in other options." };
    private readonly Option<string?> _exclude = new("--exclude") { Description = "By position: further columns that the model does not read, separated by commas." };

    /// <param name="mayBeByPosition">False where the model reads features by their names in any case.</param>
    internal void AddTo(Command command, bool mayBeByPosition = true)
    {
        foreach (Option option in new Option[] { _data, _label, _bad, _only, _part, _holdOut, _share, _seed, _segment }) command.Add(option);
        if (mayBeByPosition)
            foreach (Option option in new Option[] { _byPosition, _exclude }) command.Add(option);
        command.Validators.Add(Validate);
    }

    internal FileInfo File(ParseResult parsed) => parsed.GetValue(_data)!;

    internal RowChoice Read(ParseResult parsed)
    {
        var defaults = new RowChoice();
        return new RowChoice
        {
            Label = parsed.GetValue(_label)!,
            BadValue = parsed.GetValue(_bad) ?? "",
            OnlyRows = [.. (parsed.GetValue(_only) ?? []).Select(Condition)],
            Part = parsed.GetValue(_part) ?? "",
            HoldOutValue = parsed.GetValue(_holdOut) ?? defaults.HoldOutValue,
            HoldOutShare = parsed.GetValue(_share) ?? defaults.HoldOutShare,
            Seed = parsed.GetValue(_seed) ?? defaults.Seed,
            Segment = parsed.GetValue(_segment) ?? "",
            IsByPosition = parsed.GetValue(_byPosition),
            Exclude = parsed.GetValue(_exclude)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
    }

    private void Validate(CommandResult given)
    {
        if (given.Has(_part) && (given.Has(_share) || given.Has(_seed))) given.AddError("--hold-out-share and --seed are of a seeded split; with --part the column tells the rows.");
        if (given.Has(_holdOut) && !given.Has(_part)) given.AddError("--hold-out goes with --part.");
        if (given.Has(_exclude) && !given.Has(_byPosition)) given.AddError("--exclude goes with --by-position.");
        foreach (Token condition in given.GetResult(_only)?.Tokens ?? [])
            if (condition.Value.IndexOf('=', StringComparison.Ordinal) < 1) given.AddError($"--only \"{condition.Value}\" is not COLUMN=VALUE.");
    }

    private static RowCondition Condition(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return new RowCondition(text[..equals], text[(equals + 1)..]);
    }
}
