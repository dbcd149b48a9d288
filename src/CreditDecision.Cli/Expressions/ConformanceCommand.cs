using System.CommandLine;
using System.Text.Json.Nodes;

namespace CreditDecision.Cli.Expressions;

/// <summary><c>creditctl cel conformance</c>: cases with known answers, each through both evaluators.</summary>
internal static class ConformanceCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON: a list of cases with id, expr, bindings, disable_check and expect." };
        var command = new Command("conformance", "Runs a file of cases with known answers through the compiled form and the plain interpreter, and lists what differs.") { file };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(FileInfo file, TextWriter output)
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        if (JsonText.Parse(File.ReadAllText(file.FullName), file.ToString()) is not JsonArray cases) throw new Failure($"{file}: is no list of cases");
        if (cases.Count == 0) throw new Failure($"{file}: holds no case");
        int failed = 0, escaped = 0;
        for (int i = 0; i < cases.Count; i++)
        {
            ConformanceCase one = ConformanceCase.Read(cases[i], $"{file}: case {i + 1}");
            ConformanceAnswer answer = one.Answer();
            if (answer.EscapesRead) escaped++;
            if (answer.Difference is null) continue;
            output.WriteLine($"{one.Id}: {answer.Difference}");
            failed++;
        }
        if (escaped > 0) output.WriteLine($"{escaped} expected values hold escapes of protobuf's text format undone and were met with those read");
        output.WriteLine($"{cases.Count - failed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
