using System.CommandLine;
using CreditDecision.Cli.Printing;
using CreditDecision.Modeling.Formats.Artifacts;
using Spectre.Console;

namespace CreditDecision.Cli.Scoring;

/// <summary><c>creditctl model inspect</c>: what a model file is, and that it can be read at all.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "XGBoost JSON or UBJSON, LightGBM text, ONNX or PMML, told apart by their content." };
        var json = new Option<bool>("--json") { Description = "Print it for machines." };
        var command = new Command("inspect", "Shows what a model file is: format, inputs, trees, outputs, size, hash.") { file, json };
        command.SetAction(parsed =>
        {
            FileInfo named = parsed.GetValue(file)!;
            if (ModelFile.IsScorecard(named.Name)) throw new Failure($"{named}: is a scorecard, a document that people read as it is; score and bench scoring take it");
            ModelArtifact artifact = ModelFile.ReadArtifact(named);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.OfRecord(ModelReport.Of(artifact))));
            else Print(ModelReport.Of(artifact), Screen.On(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(ModelReport report, IAnsiConsole console)
    {
        Table facts = Screen.Table("model", "");
        facts.Add("format", report.Format.Replace('_', ' '));
        facts.Add("kind", report.Kind);
        facts.Add("trees", Show.Count(report.Trees));
        facts.Add("nodes, of them leaves", $"{Show.Count(report.Nodes)}, {Show.Count(report.Leaves)}");
        facts.Add("depth", Show.Count(report.Depth));
        facts.Add("margins", string.Join(", ", report.Margins));
        facts.Add("outputs", string.Join(", ", report.Outputs));
        facts.Add("size", $"{Show.Count(report.Bytes)} bytes");
        facts.Add("sha256", report.Sha256);
        console.Write(facts);
        Table inputs = Screen.Table("input", "type", "categories").Right(2);
        foreach (InputReport input in report.Inputs) inputs.Add(input.Name, input.Type, input.Type == InputReport.Category ? Show.Count(input.Categories.Count) : "");
        console.Write(inputs);
    }
}
