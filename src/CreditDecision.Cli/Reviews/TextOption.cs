using System.CommandLine;

namespace CreditDecision.Cli.Reviews;

/// <summary>A person's reasons in words. They may tell of the borrower, so they are never taken from the command line, where process lists show them.</summary>
internal sealed class TextOption
{
    public Option<string> File { get; } = new("--text-file") { Description = "File with your reasons in words; - for stdin.", HelpName = "file", Required = true };

    public async Task<string> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string file = parsed.GetRequiredValue(File);
        string text = file == "-" ? await Console.In.ReadToEndAsync(cancellation) : await System.IO.File.ReadAllTextAsync(file, cancellation);
        return text.Trim();
    }
}
