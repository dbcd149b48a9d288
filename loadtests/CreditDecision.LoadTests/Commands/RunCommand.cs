using System.CommandLine;
using CreditDecision.Core.Documents;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Reports;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Commands;

/// <summary>Runs one scenario against a service, one's own or another, and says by its exit code whether what was asked for held.</summary>
internal static class RunCommand
{
    private const double DefaultTolerance = 0.25;

    private static readonly Argument<string> File = new("scenario") { Description = "YAML file; see loadtests/scenarios." };
    private static readonly Option<Uri[]> Servers = LoadCommands.Addresses("--server", "Address of the service; given several times, connections are spread over the replicas.");
    private static readonly Option<string[]> Reports = new("--report") { Description = "Writes the results to this file, as .json, .csv (by second), .xml (JUnit) or .html; may be given several times." };
    private static readonly Option<string[]> Hooks = new("--hook") { Description = "name=command: what an event of the scenario does; may be given several times." };
    private static readonly Option<string> Before = new("--baseline") { Description = "A JSON report of an earlier run of the scenario to hold this one against." };
    private static readonly Option<double> Tolerance = new("--tolerance") { Description = "How much worse than the baseline is still the same.", DefaultValueFactory = _ => DefaultTolerance };
    private static readonly Option<bool> Live = new("--live") { Description = "Tells of each second; of itself where the output is a terminal." };
    private static readonly Option<int?> Seconds = new("--seconds") { Description = "Instead of the scenario's own length." };
    private static readonly Option<double?> Rate = new("--rate") { Description = "Open load: this constant rate instead of the scenario's own." };

    public static Command Make()
    {
        var command = new Command("run", "Runs one scenario. Ends with 0 where its thresholds held, with 1 where one was missed or the baseline was better, with 2 on a wrong call.")
        {
            File, Servers, LoadCommands.Watch, Reports, LoadCommands.Seed, Seconds, Rate, Hooks, Before, Tolerance, Live,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellation)
    {
        var problems = new List<string>();
        Scenario? scenario = Read(call.GetValue(File)!, problems);
        Dictionary<string, string> hooks = HooksOf(call.GetValue(Hooks) ?? [], problems);
        string[] reports = call.GetValue(Reports) ?? [];
        problems.AddRange(reports.Where(report => !RunReport.Extensions.Contains(Path.GetExtension(report))).Select(report => $"{report}: a report's file ends in {string.Join(", ", RunReport.Extensions)}"));
        RunReport? before = ReadBaseline(call.GetValue(Before), problems);
        var happenings = new Happenings(hooks);
        if (scenario is not null) problems.AddRange(happenings.Unknown(scenario.Events).Select(name => $"the scenario does {name}, and no --hook {name}=command says how"));
        if (problems.Count > 0) return Refused(problems);

        scenario = Changed(scenario!, call.GetValue(Seconds), call.GetValue(Rate));
        Runner runner;
        try
        {
            runner = LoadCommands.NewRunner(scenario.Mix, call, happenings, call.GetValue(Live) || !Console.IsOutputRedirected, out string run, out IReadOnlyList<string> listed);
            await ListedPeople.PutAsync(call.GetValue(Servers)![0], listed, run, cancellation);
        }
        catch (InvalidDataException wrong)
        {
            return Refused([wrong.Message]);
        }
        RunResult result = await runner.RunAsync(scenario, call.GetValue(Servers)!, cancellation);
        foreach (string report in reports) runner.Write(report);
        foreach (Check missed in result.Checks.Where(check => !check.IsMet)) Console.WriteLine($"  MISSED: {missed.Text}");
        bool isAsGood = before is null || IsAsGood(before, result, call.GetValue(Tolerance));
        return isAsGood && result.Checks.All(check => check.IsMet) ? 0 : 1;
    }

    private static bool IsAsGood(RunReport before, RunResult now, double tolerance)
    {
        if (before.Results.FirstOrDefault(each => each.Scenario == now.Scenario) is not { } then)
        {
            Console.WriteLine($"  the baseline has no run of {now.Scenario}");
            return false;
        }
        IReadOnlyList<Comparison> all = new Baseline(then, tolerance).Compare(now);
        foreach (Comparison one in all) Console.WriteLine(Baseline.Text(one));
        return all.All(one => one.Verdict != Verdict.Worse);
    }

    private static Scenario Changed(Scenario scenario, int? seconds, double? rate)
    {
        if (scenario.Kind == LoadKind.Closed) return scenario with { Seconds = seconds ?? scenario.Seconds };
        if (rate is null && seconds is null) return scenario;
        return scenario with { Rate = [new RateStep(seconds ?? scenario.Length, rate ?? scenario.Rate[0].From, rate ?? scenario.Rate[^1].To)] };
    }

    private static Scenario? Read(string file, List<string> problems)
    {
        if (!System.IO.File.Exists(file))
        {
            problems.Add($"{file} is not there");
            return null;
        }
        var errors = new DocumentErrors();
        Scenario? scenario = Scenario.Read(file, errors);
        problems.AddRange(errors.All.Select(error => $"{file}: {error.Path}: {error.Message}"));
        return scenario;
    }

    private static RunReport? ReadBaseline(string? file, List<string> problems)
    {
        if (file is null) return null;
        try
        {
            return RunReport.Read(file);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            problems.Add($"--baseline: {wrong.Message}");
            return null;
        }
    }

    private static Dictionary<string, string> HooksOf(string[] given, List<string> problems)
    {
        var hooks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string each in given)
        {
            int place = each.IndexOf('=', StringComparison.Ordinal);
            if (place <= 0) problems.Add($"--hook {each}: name=command is needed");
            else hooks[each[..place]] = each[(place + 1)..];
        }
        return hooks;
    }

    private static int Refused(IReadOnlyList<string> problems)
    {
        foreach (string problem in problems) Console.Error.WriteLine(problem);
        return LoadCommands.WrongCall;
    }
}
