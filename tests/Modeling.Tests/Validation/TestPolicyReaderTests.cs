using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Tests.Validation;

[Trait("Article", "A38")]
public sealed class TestPolicyReaderTests
{
    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        const string policy = """
            kind: test
            id: x
            version: "1"
            cut_off: 2
            cutoff: 0.5
            grades: [{ name: A, below: 0.5 }, { name: A, below: 0.4 }]
            thresholds: [{ metric: aucc, at_least: 1 }, { metric: auc }, { metric: ks, at_least: 0.1 }, { metric: ks, at_least: 0.2 }]
            fairness: [{ column: age, cuts: [3, 2, x] }]
            stress:
              thresholds: [{ metric: auc, at_least: 0 }]
              shocks:
                - { name: a }
                - { name: a, changes: [{ features: [b], multiply: 2, add: 1 }, { features: [], missing: true }, { features: [c] }] }
            """;

        string[] errors = Errors(policy);

        string[] expected =
        [
            "kind: must be \"development_test_policy\", is \"test\"",
            "cut_off: must be between 0 and 1, is 2",
            "cutoff: is not known here",
            "grades[1].name: \"A\" is another grade's",
            "grades[1].below: must be above that of the grade before, 0.5",
            "grades: must end with a grade below 1",
            "thresholds[0].metric: must be one of rows, bads, auc, auc_low, gini, ks, brier, log_loss, top_lift, auc_change, calibration_gap",
            "thresholds[1]: needs at_least or at_most",
            "thresholds[3].at_least: is bounded so already for ks",
            "fairness[0].cuts[1]: must be above the cut before",
            "fairness[0].cuts[2]: must be a number, is \"x\"",
            "stress.thresholds[0].metric: must be one of auc_change, ks_change",
            "stress.shocks[0]: needs changes or prior_odds",
            "stress.shocks[1].name: \"a\" is another shock's",
            "stress.shocks[1].changes[0]: needs exactly one of multiply, add, set, set_text and missing: true",
            "stress.shocks[1].changes[1].features: must name at least one",
            "stress.shocks[1].changes[2]: needs exactly one of",
        ];
        Assert.Equal(expected.Length, errors.Length);
        Assert.All(expected, each => Assert.Contains(errors, error => error.StartsWith(each, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_policy_without_thresholds_shows_nothing_and_is_refused()
    {
        string policy = Trial.Policy.Replace("thresholds:\n  - { metric: auc, at_least: 0.5 }", "thresholds: []");
        Assert.Equal("thresholds: must hold at least one: a test without them shows nothing", Assert.Single(Errors(policy)));
    }

    [Theory]
    [InlineData("models/development-test.policy.yaml")]
    [InlineData("models/risk.policy.yaml")]
    public void Those_that_ship_are_read(string path)
    {
        TestPolicy policy = Repository.Read(path, TestPolicyReader.Read);
        Assert.Equal(64, policy.Sha256.Length);
        Assert.True(policy.Shocks.Count >= 5);
    }

    private static string[] Errors(string policy)
    {
        var errors = new DocumentErrors();
        LoadedDocument document = YamlDocuments.Read(Encoding.UTF8.GetBytes(policy), "policy.yaml", errors)!;
        Assert.Empty(errors.All);
        Assert.Null(TestPolicyReader.Read(DocumentObject.Root(document.Element, errors), document.Sha256));
        return [.. errors.All.Select(error => error.ToString())];
    }
}
