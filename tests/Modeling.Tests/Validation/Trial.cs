using System.Globalization;
using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Validation;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>Small models, rows and policies for one test each.</summary>
internal static class Trial
{
    /// <summary>Every figure of the test depends on it alone.</summary>
    public const string Policy = """
        kind: development_test_policy
        id: trial
        version: "1"
        cut_off: 0.35
        least_rows: 2
        thresholds:
          - { metric: auc, at_least: 0.5 }

        """;

    /// <summary>A model whose probability of the bad event is Σ coefficient · input, as a PMML file.</summary>
    public static TestSubject Linear(params (string Input, double Coefficient)[] inputs) => Regression("none", 0, inputs);

    /// <summary>1 / (1 + exp(−(intercept + Σ coefficient · input))).</summary>
    public static TestSubject Logistic(double intercept, params (string Input, double Coefficient)[] inputs) => Regression("logit", intercept, inputs);

    private static TestSubject Regression(string link, double intercept, (string Input, double Coefficient)[] inputs)
    {
        string Each(Func<string, string> element) => string.Concat(inputs.Select(input => element(input.Input)));
        string predictors = string.Concat(inputs.Select(input => string.Create(CultureInfo.InvariantCulture, $"<NumericPredictor name=\"{input.Input}\" coefficient=\"{input.Coefficient}\"/>")));
        return Subject(Encoding.UTF8.GetBytes($"""
            <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header copyright="test"/>
              <DataDictionary>{Each(name => $"<DataField name=\"{name}\" optype=\"continuous\" dataType=\"double\"/>")}<DataField name="y" optype="continuous" dataType="double"/></DataDictionary>
              <RegressionModel functionName="regression" normalizationMethod="{link}">
                <MiningSchema>{Each(name => $"<MiningField name=\"{name}\"/>")}<MiningField name="y" usageType="target"/></MiningSchema>
                <RegressionTable intercept="{intercept.ToString("R", CultureInfo.InvariantCulture)}">{predictors}</RegressionTable>
              </RegressionModel>
            </PMML>
            """), "linear.pmml");
    }

    public static TestSubject Subject(byte[] artifact, string name)
    {
        var errors = new DocumentErrors();
        ModelArtifact? read = ArtifactReader.Read(artifact, errors);
        Assert.Empty(errors.All);
        return TestSubject.Of(read!, name, new ArtifactAnswer("", ScoreMeaning.ProbabilityOfBad));
    }

    public static TestPolicy Read(string policy)
    {
        var errors = new DocumentErrors();
        LoadedDocument document = YamlDocuments.Read(Encoding.UTF8.GetBytes(policy), "policy.yaml", errors)!;
        TestPolicy? read = TestPolicyReader.Read(DocumentObject.Root(document.Element, errors), document.Sha256);
        Assert.Empty(errors.All);
        return read!;
    }

    public static CsvTable Table(string csv) => Repository.Table(Encoding.UTF8.GetBytes(csv), "rows.csv");

    /// <summary>The same rows in both parts, so that what was published of all of them is what the hold-out part shows.</summary>
    public static CsvTable Twice(CsvTable table)
    {
        static T[] Both<T>(T[] values) => [.. values, .. values];
        IEnumerable<CsvColumn> columns = table.Columns.Select(column => column with { Numbers = Both(column.Numbers), Codes = Both(column.Codes) });
        int[] parts = [.. Enumerable.Repeat(0, table.Rows), .. Enumerable.Repeat(1, table.Rows)];
        return table with { Rows = 2 * table.Rows, Columns = [.. columns, new CsvColumn("part", [], parts, ["development", "hold_out"])] };
    }

    public static LabelledRows Bind(TestSubject subject, CsvTable table, RowChoice choice)
    {
        var errors = new DocumentErrors();
        LabelledRows? rows = new LabelledRowsBinder(table, choice, errors).Bind(subject);
        Assert.Empty(errors.All);
        return rows!;
    }

    public static TestReport Run(TestSubject subject, CsvTable table, RowChoice choice, string policy)
    {
        var errors = new DocumentErrors();
        TestReport? report = DevelopmentTest.Run(subject, Bind(subject, table, choice), Read(policy), errors);
        Assert.Empty(errors.All);
        return report!;
    }

    /// <summary>Whose columns are called bad and part.</summary>
    public static TestReport Run(TestSubject subject, CsvTable table, string policy) => Run(subject, table, new RowChoice { Label = "bad", Part = "part" }, policy);
}
