using System.CommandLine;
using CreditDecision.Cli.Printing;
using CreditDecision.Cli.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using CreditDecision.Modeling.Validation.Pages;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Cli.DevelopmentTests;

/// <summary><c>creditctl model test</c>: the development test of A38 on a labelled file, without a service.</summary>
internal sealed class ModelTestCommand
{
    private readonly SubjectOptions _subject = new();
    private readonly LabelledDataOptions _data = new();
    private readonly Option<FileInfo> _policy = new("--policy") { Description = "What the model has to show (YAML), such as models/development-test.policy.yaml.", Required = true };
    private readonly Option<FileInfo?> _report = new("--report") { Description = "Where to write the report (JSON)." };
    private readonly Option<FileInfo?> _html = new("--html") { Description = "Where to write the report as one page." };

    public static Command Create()
    {
        var options = new ModelTestCommand();
        var command = new Command("test", $"Tests a model on labelled rows under normal and stressed conditions. Exit code {ExitCode.Ok} passed, {ExitCode.Unmet} not, {ExitCode.Failed} not tested.");
        options._subject.AddTo(command);
        options._data.AddTo(command);
        foreach (Option option in new Option[] { options._policy, options._report, options._html }) command.Add(option);
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        FileInfo data = _data.File(parsed), policyFile = parsed.GetValue(_policy)!;
        CheckOutputs(parsed, [_subject.File(parsed), data, policyFile]);
        TestPolicy policy = ModelFile.ReadDocument(policyFile, TestPolicyReader.Read);
        TestSubject subject = _subject.Read(parsed);
        CsvTable table = ModelFile.ReadTable(data);
        var rows = ModelFile.Read(data, errors => new LabelledRowsBinder(table, _data.Read(parsed), errors).Bind(subject));
        TestReport report = ModelFile.Read(policyFile, errors => DevelopmentTest.Run(subject, rows, policy, errors));
        byte[] json = TestReportJson.Write(report);
        string sha256 = TestReportJson.Sha256(json);
        if (parsed.GetValue(_report) is { } reportFile) File.WriteAllBytes(reportFile.FullName, json);
        if (parsed.GetValue(_html) is { } page) File.WriteAllText(page.FullName, TestReportPage.Write(report, sha256));
        new TestReportPrinter(Screen.On(parsed.InvocationConfiguration.Output)).Print(report, sha256);
        return report.Passed ? ExitCode.Ok : ExitCode.Unmet;
    }

    // Nobody gets the data back that a report was written over.
    private void CheckOutputs(ParseResult parsed, FileInfo[] read)
    {
        FileInfo?[] outputs = [parsed.GetValue(_report), parsed.GetValue(_html)];
        foreach (FileInfo output in outputs.OfType<FileInfo>())
        {
            if (read.Any(file => file.FullName == output.FullName)) throw new Failure($"{output}: is a file that is read, which the report would replace");
        }
        if (outputs[0] is { } report && report.FullName == outputs[1]?.FullName) throw new Failure($"{report}: cannot be both the report and its page");
    }
}
