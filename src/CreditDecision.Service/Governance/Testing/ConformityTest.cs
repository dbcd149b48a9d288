using System.Net;
using System.Text;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Strategies;
using TestCheck = CreditDecision.V1.TestCheck;
using ThingKind = CreditDecision.Core.Governance.ThingKind;

namespace CreditDecision.Service.Governance.Testing;

/// <summary>
/// The test of what no labelled data set tests: a strategy or a feature catalog. It says what the thing holds, whether what it rests on was tested, and,
/// of a catalog, which approvals it would end. Deterministic: the same content and log give the same report.
/// </summary>
internal static class ConformityTest
{
    // Stands for the checks below; a change of them is another version.
    private const string Policy = "creditdecision conformity test 1";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static SystemTest Of(TestedThing tested)
    {
        TestCheck[] checks = [.. tested.Thing.Registration.Kind == ThingKind.Strategy ? OfStrategy(tested) : OfCatalog(tested)];
        bool passed = checks.All(check => check.Passed);
        byte[] report = Json(tested, checks, passed);
        return new SystemTest(
            passed, checks,
            new GovernanceDocument(GovernanceDocumentKind.TestReport, "application/json", report),
            new GovernanceDocument(GovernanceDocumentKind.TestReport, "text/html", Encoding.UTF8.GetBytes(Page(tested, checks, passed))),
            new GovernanceDocument(GovernanceDocumentKind.TestPolicy, "text/plain", Encoding.UTF8.GetBytes(Policy)));
    }

    private static IEnumerable<TestCheck> OfStrategy(TestedThing tested)
    {
        StrategySnapshot strategy = tested.Content.Strategies.First(each => each.Id == tested.Described.Id && each.Version == tested.Described.Label);
        yield return Check("loads", true, $"compiles with {tested.Described.Models.Count} models and {tested.Content.Catalog.Features.Count} features for the product {strategy.Product.Code}");
        yield return SameHashes(tested);
        Thing[] models = [.. tested.Thing.Registration.Models.Select(need => tested.Portfolio.Things[need.Key])];
        string[] untested = [.. models.Where(model => !model.TestPassed).Select(model => model.Key.ToString())];
        yield return Check("models_tested", untested.Length == 0, untested.Length == 0 ? "every model has passed its development test" : $"have not passed their last development test: {string.Join(", ", untested)}");
        // A8, A37: core risk control is the bank's own.
        (string Stage, ModelStage Models)[] stages = [("identity", strategy.Stages.Identity), ("anti-fraud", strategy.Stages.AntiFraud), ("anti-money-laundering", strategy.Stages.AntiMoneyLaundering), ("risk", strategy.Stages.Risk)];
        string[] without = [.. stages.Where(stage => !stage.Models.Models.Any()).Select(stage => stage.Stage)];
        yield return Check("own_models_in_every_stage", without.Length == 0, without.Length == 0 ? "identity, anti-fraud, anti-money-laundering and risk each ask a model of the bank's" : $"no model answers: {string.Join(", ", without)}");
        bool isWithinCap = strategy.Bank.ConsumerCreditCap.Fen <= 20_000_000;
        yield return Check("cap", isWithinCap, $"the bank's cap on consumer credit of one borrower is {strategy.Bank.ConsumerCreditCap} (A6: at most 200,000 yuan)");
    }

    private static IEnumerable<TestCheck> OfCatalog(TestedThing tested)
    {
        FeatureCatalog catalog = tested.Content.Catalog;
        yield return Check("loads", true, $"holds {catalog.Features.Count} features");
        yield return SameHashes(tested);
        string[] unfounded = [.. catalog.Features.Where(feature => feature.PersonalData != PersonalDataClass.None && feature.LegalBasis.Length == 0).Select(feature => feature.Name)];
        yield return Check("legal_basis", unfounded.Length == 0, unfounded.Length == 0 ? "every feature of personal data says on what basis it is used (A34)" : $"no legal basis: {string.Join(", ", unfounded)}");
        // Told and not judged: who puts it in force has to know.
        string[] ended = [.. tested.Portfolio.Things.Values.Where(thing => thing.Serves && thing.Registration.Kind != ThingKind.FeatureCatalog)
            .Where(thing => DescribedThing.Find(tested.Content, thing.Registration.Kind, thing.Key.Id, thing.Registration.Label) is { } held && held.Hashes != thing.Registration.Hashes)
            .Select(thing => thing.Key.ToString()).Order(StringComparer.Ordinal)];
        yield return Check("approvals_kept", true, ended.Length == 0 ? "everything in force reads the same features with it" : $"would have to be approved anew: {string.Join(", ", ended)}");
    }

    private static TestCheck SameHashes(TestedThing tested)
    {
        bool isSame = tested.Described.Hashes == tested.Thing.Registration.Hashes;
        return Check("as_registered", isSame, isSame ? $"its content is what was registered: {tested.Artifact}" : "what its registration's content holds is not what was registered");
    }

    private static TestCheck Check(string name, bool passed, string text) => new() { Name = name, Passed = passed, Text = text };

    private static byte[] Json(TestedThing tested, IReadOnlyList<TestCheck> checks, bool passed) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        test = Policy,
        thing = tested.Thing.Key.ToString(),
        kind = SnakeCase.Of(tested.Thing.Registration.Kind),
        label = tested.Thing.Registration.Label,
        artifact_sha256 = tested.Artifact.ToString(),
        content_sha256 = tested.Content.Content.Sha256,
        passed,
        checks = checks.Select(check => new { name = check.Name, passed = check.Passed, text = check.Text }),
        models = tested.Thing.Registration.Models.Select(need => new { thing = need.Key.ToString(), artifact_sha256 = need.Artifact.ToString() }),
    }, Indented);

    private static string Page(TestedThing tested, IReadOnlyList<TestCheck> checks, bool passed)
    {
        string rows = string.Concat(checks.Select(check => $"<tr><td>{WebUtility.HtmlEncode(check.Name)}</td><td>{(check.Passed ? "passed" : "FAILED")}</td><td>{WebUtility.HtmlEncode(check.Text)}</td></tr>"));
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><title>Conformity test of {WebUtility.HtmlEncode(tested.Thing.Key.ToString())}</title>
            <style>body {"{"} font: 15px sans-serif; margin: 2em; max-width: 60em {"}"} td {"{"} padding: .3em .8em; border-bottom: 1px solid #ccc; vertical-align: top {"}"}</style></head>
            <body><h1>Conformity test of {WebUtility.HtmlEncode(tested.Thing.Key.ToString())}: {(passed ? "passed" : "failed")}</h1>
            <p>Artifact {tested.Artifact}, content {tested.Content.Content.Sha256}</p><table>{rows}</table></body></html>
            """;
    }
}
