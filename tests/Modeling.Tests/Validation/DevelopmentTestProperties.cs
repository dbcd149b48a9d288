using System.Text;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>What must hold of every sample.</summary>
[Trait("Article", "A38")]
public sealed class DevelopmentTestProperties
{
    private const string Policy = Trial.Policy + """
          - { metric: feature_csi, at_most: 0.1 }
        fairness: [{ column: town }]
        stress:
          shocks:
            - { name: more, changes: [{ features: [debt], multiply: 1.3 }], prior_odds: 2 }
        """;

    private static readonly Gen<string> Row =
        from debt in Gen.Choose(1, 999)
        from late in Gen.Choose(0, 4)
        from bad in Gen.Choose(0, 1)
        from part in Gen.Elements("development", "hold_out")
        from town in Gen.Elements("x", "y", "")
        select $"{debt / 100.0},{(late == 4 ? "" : late)},{bad},{part},{town}";

    // Enough of both outcomes in both parts, whatever else is drawn.
    private static readonly string[] Always =
        [.. from part in new[] { "development", "hold_out" } from bad in new[] { 0, 0, 1, 1 } select $"{3 + bad}.5,1,{bad},{part},x"];

    private static readonly Arbitrary<(string[] Rows, int[] Keys)> Samples =
        (from rows in Row.ArrayOf() from keys in Gen.Choose(0, 1_000_000).ArrayOf(rows.Length + Always.Length) select (rows, keys)).ToArbitrary();

    [Fact]
    public void A_report_does_not_depend_on_the_order_of_rows() => Prop.ForAll(Samples, sample =>
    {
        string[] rows = [.. Always, .. sample.Rows];
        string[] shuffled = [.. rows.Zip(sample.Keys).OrderBy(pair => pair.Second).Select(pair => pair.First)];
        return ReportOf(rows) == ReportOf(shuffled);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shocks_that_change_nothing_change_no_figure() => Prop.ForAll(Samples, sample =>
    {
        const string policy = Trial.Policy + """
            stress:
              shocks:
                - { name: once, changes: [{ features: [debt, late], multiply: 1 }, { features: [late], add: 0 }] }
                - { name: elsewhere, changes: [{ features: [town], set_text: y }] }
                - { name: even, prior_odds: 1 }
            """;
        TestReport report = Trial.Run(Trial.Linear(("debt", 0.07), ("late", 0.05)), TableOf([.. Always, .. sample.Rows]), policy);
        return report.Stress.All(shock => shock.Change == default && shock.Under == report.HoldOut.Plain);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tighter_bound_never_passes_where_a_looser_one_fails() => Prop.ForAll(Samples, Gen.Choose(0, 100).ToArbitrary(), (sample, bound) =>
    {
        string Policy(int percent) => Trial.Policy.Replace("at_least: 0.5", $"at_least: {percent / 100.0}");
        CsvTable table = TableOf([.. Always, .. sample.Rows]);
        bool Passes(int percent) => Trial.Run(Trial.Linear(("debt", 0.07), ("late", 0.05)), table, Policy(percent)).Passed;
        return !Passes(bound + 1) || Passes(bound);
    }).QuickCheckThrowOnFailure();

    // The hash of the file is that of its bytes, so of their order; all else must be the same to the byte.
    private static string ReportOf(string[] rows)
    {
        CsvTable table = TableOf(rows) with { Sha256 = "" };
        return Encoding.UTF8.GetString(TestReportJson.Write(Trial.Run(Trial.Linear(("debt", 0.07), ("late", 0.05)), table, Policy)));
    }

    private static CsvTable TableOf(string[] rows) => Trial.Table($"debt,late,bad,part,town\n{string.Join('\n', rows)}\n");
}
