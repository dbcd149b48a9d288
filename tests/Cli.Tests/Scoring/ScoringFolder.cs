using System.CommandLine;
using CreditDecision.Cli.Tests.Commands;

namespace CreditDecision.Cli.Tests.Scoring;

/// <summary>A folder of the test's own and command lines that are run in this process.</summary>
public sealed class ScoringFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("creditctl-scoring-");

    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(file => file.Name).Order();

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public FileInfo Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return new FileInfo(PathOf(name));
    }

    public string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    /// <summary>Words of the form <c>@name</c> are files of this folder.</summary>
    public async Task<CommandResult> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] args = [.. words.Select(word => word.StartsWith('@') ? PathOf(word[1..]) : word)];
        int code = await CommandLine.RunAsync(args, new InvocationConfiguration { Output = output, Error = error });
        return new CommandResult(code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
