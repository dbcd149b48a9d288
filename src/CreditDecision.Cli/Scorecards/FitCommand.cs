using System.CommandLine;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Cli.Scorecards;

/// <summary><c>creditctl scorecard fit</c>. Options on the command line win over the fit document.</summary>
internal sealed class FitCommand
{
    private readonly Option<FileInfo> _data = new("--data") { Description = "CSV file with a header.", Required = true };
    private readonly Option<FileInfo?> _spec = new("--spec") { Description = "Fit document (YAML): outcome, columns, features, reasons, binning." };
    private readonly Option<string?> _target = new("--target") { Description = "Column of the outcome." };
    private readonly Option<string?> _bad = new("--bad") { Description = "Its bad value; not needed with 0/1 and true/false." };
    private readonly Option<string?> _exclude = new("--exclude") { Description = "Columns to leave out, separated by commas." };
    private readonly Option<FileInfo?> _catalog = new("--catalog") { Description = "Feature catalog that the scorecard is to be served with." };
    private readonly Option<FileInfo?> _reasons = new("--reasons") { Description = "Reason document that the scorecard is to be served with." };
    private readonly Option<double?> _testShare = new("--test-share") { Description = "Share of rows held out for the test (0.25)." };
    private readonly Option<int?> _folds = new("--folds") { Description = "Cross-validate with so many folds instead of one split." };
    private readonly Option<long?> _seed = new("--seed") { Description = "Of the split (1)." };
    private readonly Option<string?> _monotonic = new("--monotonic") { Description = "auto, none, increasing or decreasing bad rate (auto)." };
    private readonly Option<double?> _minBin = new("--min-bin") { Description = "Least share of rows in a bin (0.05)." };
    private readonly Option<int?> _maxBins = new("--max-bins") { Description = "Most bins of a characteristic (8)." };
    private readonly Option<string?> _id = new("--id") { Description = "Id of the scorecard." };
    private readonly Option<string?> _version = new("--version") { Description = "Version of the scorecard." };
    private readonly Option<string?> _kind = new("--kind") { Description = "identity, anti_fraud, aml, risk ... (risk)." };
    private readonly Option<FileInfo?> _output = new("--output") { Description = "Where to write the scorecard document (JSON)." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the report for machines." };

    internal Command Create()
    {
        var command = new Command("fit", "Fit a scorecard: bins, weights of evidence, logistic regression, points.")
        {
            _data, _spec, _target, _bad, _exclude, _catalog, _reasons, _testShare, _folds, _seed,
            _monotonic, _minBin, _maxBins, _id, _version, _kind, _output, _json,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var errors = new DocumentErrors();
        FitPlan? plan = ReadPlan(arguments, errors);
        FitResult? result = plan is null ? null : Fit(arguments, plan, errors);
        if (result is null)
        {
            foreach (DocumentError error in errors.All) Console.Error.WriteLine($"creditctl: {error}");
            return 1;
        }
        if (arguments.GetValue(_output) is { } output && !TryWrite(output, result.Document)) return 1;
        if (arguments.GetValue(_json)) FitReportJson.Write(result, Console.Out);
        else FitReportTable.Write(result, arguments.GetValue(_output)?.ToString());
        return 0;
    }

    private FitResult? Fit(ParseResult arguments, FitPlan plan, DocumentErrors errors)
    {
        FeatureCatalog? catalog = ReadDocument(arguments.GetValue(_catalog), FeatureCatalog.Read, errors);
        ReasonCatalog? reasons = ReadDocument(arguments.GetValue(_reasons), ReasonCatalog.Read, errors);
        FileInfo data = arguments.GetValue(_data)!;
        if (errors.Any || ReadBytes(data, errors) is not { } bytes) return null;
        if (Named(data, errors, own => CsvTables.Read(bytes, data.Name, own)) is not { } table) return null;
        if (new FitSampleBinder(table, plan, errors).Bind(catalog, reasons) is not { } sample) return null;
        return FitProgressBar.Show(progress => new ScorecardFitter(sample, progress, errors).Fit());
    }

    private FitPlan? ReadPlan(ParseResult arguments, DocumentErrors errors)
    {
        FitPlan? plan = ReadDocument(arguments.GetValue(_spec), FitPlanReader.Read, errors) ?? new FitPlan();
        plan = plan with
        {
            Outcome = arguments.GetValue(_target) ?? plan.Outcome,
            BadValue = arguments.GetValue(_bad) ?? plan.BadValue,
            Exclude = arguments.GetValue(_exclude)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? plan.Exclude,
            Folds = arguments.GetValue(_folds) ?? (arguments.GetValue(_testShare) is null ? plan.Folds : 0),
            TestShare = arguments.GetValue(_testShare) ?? (arguments.GetValue(_folds) is null ? plan.TestShare : 0),
            Seed = arguments.GetValue(_seed) ?? plan.Seed,
            Id = arguments.GetValue(_id) ?? plan.Id,
            Version = arguments.GetValue(_version) ?? plan.Version,
            Kind = Choice(arguments.GetValue(_kind), "--kind", plan.Kind, errors),
            Binning = new BinningOptions(
                Choice(arguments.GetValue(_monotonic), "--monotonic", plan.Binning.Trend, errors),
                arguments.GetValue(_minBin) ?? plan.Binning.LeastShare,
                arguments.GetValue(_maxBins) ?? plan.Binning.MostBins),
        };
        Check(plan, errors);
        return errors.Any ? null : plan;
    }

    private static void Check(FitPlan plan, DocumentErrors errors)
    {
        if (plan.Outcome.Length == 0) errors.Add("--target", "is needed where no fit document names the outcome");
        if (plan.TestShare is < 0 or > 0.9) errors.Add("--test-share", $"must be between 0 and 0.9, is {plan.TestShare}");
        if (plan.Folds is < 0 or 1 or > 100) errors.Add("--folds", $"must be 0 or 2 to 100, is {plan.Folds}");
        if (plan is { Folds: > 0, TestShare: > 0 }) errors.Add("--folds", "cannot stand beside --test-share");
        if (plan.Binning.LeastShare is < 0.0001 or > 0.5) errors.Add("--min-bin", $"must be between 0.0001 and 0.5, is {plan.Binning.LeastShare}");
        if (plan.Binning.MostBins is < 2 or > 20) errors.Add("--max-bins", $"must be between 2 and 20, is {plan.Binning.MostBins}");
    }

    private static T Choice<T>(string? text, string option, T otherwise, DocumentErrors errors) where T : struct, Enum
    {
        if (text is null) return otherwise;
        if (SnakeCase.TryParse(text, out T value)) return value;
        errors.Add(option, $"\"{text}\" is not one of {string.Join(", ", Enum.GetValues<T>().Skip(1).Select(SnakeCase.Of))}");
        return otherwise;
    }

    private static T? ReadDocument<T>(FileInfo? file, Func<DocumentObject, T?> read, DocumentErrors errors) where T : class
    {
        if (file is null || ReadBytes(file, errors) is not { } bytes) return null;
        return Named(file, errors, own => YamlDocuments.Read(bytes, file.Name, own) is { } document ? read(DocumentObject.Root(document.Element, own)) : null);
    }

    /// <summary>Mistakes inside a file carry the file's name in front of their place.</summary>
    private static T? Named<T>(FileInfo file, DocumentErrors errors, Func<DocumentErrors, T?> read) where T : class
    {
        var own = new DocumentErrors();
        T? value = read(own);
        foreach (DocumentError error in own.All) errors.Add(file.Name, error.ToString());
        return value;
    }

    private static bool TryWrite(FileInfo file, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(file.FullName, bytes);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"creditctl: {file}: {e.Message}");
            return false;
        }
    }

    private static byte[]? ReadBytes(FileInfo file, DocumentErrors errors)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add("", e.Message);
            return null;
        }
    }
}
