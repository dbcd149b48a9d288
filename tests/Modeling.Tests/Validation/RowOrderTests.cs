using System.Text;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Validation;

[Trait("Article", "A38")]
public sealed class RowOrderTests
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

    // The hash of the file is that of its bytes, so of their order; all else must be the same to the byte.
    private static string ReportOf(string[] rows)
    {
        CsvTable table = Trial.Table($"debt,late,bad,part,town\n{string.Join('\n', rows)}\n") with { Sha256 = "" };
        return Encoding.UTF8.GetString(TestReportJson.Write(Trial.Run(Trial.Linear(("debt", 0.07), ("late", 0.05)), table, Policy)));
    }
}
