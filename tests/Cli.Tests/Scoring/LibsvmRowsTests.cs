using CreditDecision.Cli.Scoring;

namespace CreditDecision.Cli.Tests.Scoring;

public sealed class LibsvmRowsTests : IDisposable
{
    private static readonly RowFormat Libsvm = new(TableFormat.Libsvm, ',', HasHeader: false, IsByPosition: true, null, FirstIndex: 0, AbsentIsZero: false, CategoriesAreCodes: false);

    private readonly ScoringFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_queries_comments_and_blanks_are_passed_over() =>
        Assert.Equal([[1.5, 2, 1], [-1, 0, 0]], Read("# made up\n1 qid:7 0:1.5  1:2 2:1 # first\r\n\n-1\t1:0\t0:-1 2:0", Libsvm).Rows);

    [Fact]
    public void What_a_line_leaves_out_is_missing_or_zero_as_asked()
    {
        Assert.Equal([[double.NaN, 2, double.NaN], [double.NaN, double.NaN, double.NaN]], Read("1 1:2\n0\n", Libsvm).Rows);
        Assert.Equal([[0, 2, 0], [0, 0, 0]], Read("1 1:2\n0\n", Libsvm with { AbsentIsZero = true }).Rows);
    }

    [Fact]
    public void Indices_may_start_at_one() => Assert.Equal([[1, 2, 3]], Read("1:1 2:2 3:3\n", Libsvm with { FirstIndex = 1 }).Rows);

    [Fact]
    public void Values_beyond_the_models_inputs_are_counted_and_told()
    {
        (double[][] rows, string[] remarks) = Read("1 0:1 1:2 2:0 3:9 4000:1\n", Libsvm);

        Assert.Equal([[1, 2, 0]], rows);
        Assert.Equal("not read by the model: 2 values with an index beyond 2", Assert.Single(remarks));
    }

    [Theory]
    [InlineData("1 0:1\n1 0:1 x\n", "line 2, \"x\"")]
    [InlineData("1 0:1 0:2\n", "line 1, \"0\": is there twice")]
    [InlineData("1 0:one\n", "line 1, \"0\": has no finite number")]
    [InlineData("1 -1:1\n", "line 1, \"-1:1\": is not index:value with an index from 0")]
    [InlineData("1 99999999999:1\n", "line 1, \"99999999999:1\"")]
    [InlineData("1 a:1\n", "line 1, \"a:1\"")]
    public void What_is_wrong_is_told_with_its_place(string content, string told) =>
        Assert.Contains($"rows.csv: {told}", Assert.Throws<Failure>(() => Read(content, Libsvm)).Message);

    [Fact]
    public void An_index_below_the_first_is_refused() =>
        Assert.Contains("from 1", Assert.Throws<Failure>(() => Read("1 0:1\n", Libsvm with { FirstIndex = 1 })).Message);

    [Fact]
    public void Lines_that_end_within_a_buffer_and_beyond_it_are_whole()
    {
        // About four buffers of rows, whose ends fall anywhere.
        string content = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"0 0:{i} 1:{i * 7} 2:{i % 2}        \n"));

        double[][] rows = Read(content, Libsvm).Rows;

        Assert.Equal(100_000, rows.Length);
        for (int i = 0; i < rows.Length; i++) Assert.Equal([i, i * 7, i % 2], rows[i]);
    }

    [Fact]
    public void A_line_without_end_is_refused_instead_of_held() =>
        Assert.Contains("line 2 is longer than", Assert.Throws<Failure>(() => Read("1 0:1\n" + new string(' ', 2 << 20), Libsvm)).Message);

    private (double[][] Rows, string[] Remarks) Read(string content, RowFormat format)
    {
        using var source = LibsvmRows.Open(_folder.Write("rows.csv", content), SmallModel.Of(), format);
        var rows = new List<double[]>();
        double[] row = new double[3];
        while (source.Next(row)) rows.Add([.. row]);
        return ([.. rows], [.. source.Remarks]);
    }
}
