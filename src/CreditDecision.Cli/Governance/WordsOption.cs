using System.CommandLine;

namespace CreditDecision.Cli.Governance;

/// <summary>What a person says with a command: grounds, a condition, a step or an outcome. It stands in the log for good.</summary>
internal sealed class WordsOption
{
    private readonly Option<string?> _text = new("--text") { Description = "Grounds, condition, step or outcome, for the record." };
    private readonly Option<string?> _file = new("--text-file") { Description = "The same from a file; - for stdin.", HelpName = "file" };

    public static WordsOption AddTo(Command command)
    {
        var words = new WordsOption();
        command.Add(words._text);
        command.Add(words._file);
        command.Validators.Add(given =>
        {
            if (given.GetResult(words._text) is not null && given.GetResult(words._file) is not null) given.AddError("Give either --text or --text-file.");
        });
        return words;
    }

    public async Task<string> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_file) is not { } file) return parsed.GetValue(_text) ?? "";
        string text = file == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation);
        return text.ReplaceLineEndings("\n").Trim();
    }
}
