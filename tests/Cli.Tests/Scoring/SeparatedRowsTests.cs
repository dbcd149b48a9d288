using CreditDecision.Cli.Scoring;

namespace CreditDecision.Cli.Tests.Scoring;

public sealed class SeparatedRowsTests : IDisposable
{
    private static readonly RowFormat Csv = new(TableFormat.Separated, ',', HasHeader: true, IsByPosition: false, null, 0, AbsentIsZero: false, CategoriesAreCodes: false);

    private readonly ScoringFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_found_by_the_models_names_in_any_order()
    {
        (double[][] rows, string[] remarks) = Read("city,age,income\nXi'an,41,2.5\n\"Beijing\", 30 ,1e3\n", Csv);

        Assert.Equal([[2.5, 41, 1], [1000, 30, 0]], rows);
        Assert.Empty(remarks);
    }

    [Fact]
    public void Columns_are_found_as_f0_f1_where_every_one_is_there() =>
        Assert.Equal([[1, 2, 0]], Read("f2,f1,f0\nBeijing,2,1\n", Csv).Rows);

    [Fact]
    public void Columns_that_the_model_does_not_read_are_told_once() =>
        Assert.Equal("not read by the model: \"row\", \"label\"", Assert.Single(Read("row,income,age,city,label\n1,2,3,Beijing,0\n2,2,3,Beijing,1\n", Csv).Remarks));

    [Theory]
    [InlineData("income,city\n1,Beijing\n", "has no column \"age\", which the model reads")]
    [InlineData("a,b,c\n1,2,Beijing\n", "has no column \"income\", \"age\", \"city\", which the model reads; if its columns are in the model's order, give --by-position")]
    // Half by name and half by number would leave unsaid which is which.
    [InlineData("income,f1,f2\n1,2,Beijing\n", "has no column \"age\", \"city\"")]
    [InlineData("income,age,city,age\n1,2,Beijing,3\n", "the header names \"age\" more than once")]
    [InlineData("", "is empty")]
    [InlineData("income,age,city\n1,2,Beijing\n1,two,Beijing\n", "line 3, column 2 \"age\": is neither a finite number nor empty")]
    [InlineData("income,age,city\n1e999,2,Beijing\n", "line 2, column 1 \"income\"")]
    [InlineData("income,age,city\nInfinity,2,Beijing\n", "line 2, column 1 \"income\"")]
    [InlineData("income,age,city\n\"1\n\",2,Beijing\n1;5,2,Beijing\n", "line 4, column 1 \"income\"")]
    [InlineData("income,age,city\n1,2\n", "line 2 has 2 values, the header has 3")]
    [InlineData("income,age,city\n1,2,\"Bei\"jing\n", "line 2 has broken quotes")]
    public void What_is_wrong_is_told_with_its_place(string content, string told)
    {
        Failure failure = Assert.Throws<Failure>(() => Read(content, Csv));

        Assert.Contains($"rows.csv: {told}", failure.Message);
        Assert.Equal(ExitCode.Failed, failure.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void The_usual_spellings_of_missing_are_missing(string cell)
    {
        double[] row = Assert.Single(Read($"income,age,city\n{cell},{cell},{cell}\n", Csv).Rows);

        Assert.All(row, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Flags_are_one_and_zero() => Assert.Equal([[1, 0, 0]], Read("income,age,city\nTrue,false,Beijing\n", Csv).Rows);

    [Fact]
    public void Numbers_are_the_nearest_doubles() =>
        Assert.Equal([[0.1 + 0.2, double.Epsilon, 0]], Read("income,age,city\n0.30000000000000004,4.94065645841246544e-324,Beijing\n", Csv).Rows);

    [Fact]
    public void A_category_that_the_model_has_never_seen_is_unknown_and_told()
    {
        (double[][] rows, string[] remarks) = Read("income,age,city\n1,2,Shanghai\n1,2,Beijing\n1,2,0\n", Csv);

        Assert.Equal([-1, 0, -1], rows.Select(row => row[2]));
        Assert.StartsWith("\"city\": 2 values are none of the model's categories", Assert.Single(remarks));
    }

    [Fact]
    public void A_text_where_only_a_code_can_be_read_is_told_so() => Assert.Contains(
        "line 2, column 3 \"city\": is neither the code of a category (a text is none here) nor empty",
        Assert.Throws<Failure>(() => Read("income,age,city\n1,2,Beijing\n", Csv with { CategoriesAreCodes = true })).Message);

    [Fact]
    public void Categories_may_be_codes() => Assert.Equal([[1, 2, 1]], Read("income,age,city\n1,2,1\n", Csv with { CategoriesAreCodes = true }).Rows);

    [Theory]
    [InlineData(null, "1\t2\t0\n")]
    [InlineData(0, "9\t1\t2\t0\n")]
    [InlineData(1, "1\tgood\t2\t0\n")]
    [InlineData(3, "1\t2\t0\t9\n")]
    public void Without_a_header_columns_are_in_the_models_order_but_for_the_label(int? label, string content) =>
        Assert.Equal([[1, 2, 0]], Read(content, Csv with { HasHeader = false, IsByPosition = true, Separator = '\t', LabelColumn = label, CategoriesAreCodes = true }).Rows);

    [Fact]
    public void A_header_may_be_passed_over() =>
        Assert.Equal([[1, 2, 0]], Read("row,LIMIT,AGE,TOWN\n7,1,2,Beijing\n", Csv with { IsByPosition = true, LabelColumn = 0 }).Rows);

    [Fact]
    public void Without_a_header_the_number_of_columns_must_be_the_models()
    {
        Failure failure = Assert.Throws<Failure>(() => Read("1,2,0,5\n", Csv with { HasHeader = false, IsByPosition = true, CategoriesAreCodes = true }));

        Assert.Contains("line 1 has 4 values, expected are 3", failure.Message);
    }

    private (double[][] Rows, string[] Remarks) Read(string content, RowFormat format)
    {
        using var source = SeparatedRows.Open(_folder.Write("rows.csv", content), SmallModel.Of(), format);
        var rows = new List<double[]>();
        double[] row = new double[3];
        while (source.Next(row)) rows.Add([.. row]);
        Assert.Equal(rows.Count, source.Count);
        return ([.. rows], [.. source.Remarks]);
    }
}
