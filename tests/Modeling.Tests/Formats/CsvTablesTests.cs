using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Formats;

public class CsvTablesTests
{
    [Fact]
    public void Columns_are_typed_by_everything_they_hold()
    {
        CsvTable table = Read("\uFEFF\"a\",b,\"c, d\",e\r\n 1 ,x,\"p \"\"q\"\"\",.\n-2.5e3,\"  \",NA,  7 \n,y,r,\"8\"\n", out _)!;
        Assert.Equal((3, "a|b|c, d|e"), (table.Rows, string.Join('|', table.Columns.Select(column => column.Name))));
        Assert.Equal([1, -2500, double.NaN], table.Find("a")!.Numbers);
        Assert.Equal("x|null|y", Texts(table, "b"));
        Assert.Equal("p \"q\"|null|r", Texts(table, "c, d"));
        Assert.Equal([double.NaN, 7, 8], table.Find("e")!.Numbers);
    }

    [Fact]
    public void One_word_among_numbers_makes_categories_and_codes_do_not_depend_on_the_order_of_rows()
    {
        CsvTable table = Read("a\n2\nzero\n10\n", out _)!;
        Assert.False(table.Find("a")!.IsNumber);
        Assert.Equal(["10", "2", "zero"], table.Find("a")!.Categories);
        Assert.Equal([1, 2, 0], table.Find("a")!.Codes);
    }

    [Theory]
    [InlineData("", "", "is empty")]
    [InlineData("a,b\n", "", "no rows")]
    [InlineData("a,b\n1,2\n3\n", "line 3", "has 1 values, but the header has 2 names")]
    [InlineData("a,a\n1,2\n", "line 1", "named twice")]
    [InlineData("a,\n1,2\n", "line 1", "column 2 needs a name")]
    [InlineData("a,b\n1,\"2\n", "line 2", "broken quotes")]
    public void A_broken_file_is_refused_with_the_line(string csv, string place, string message)
    {
        Assert.Null(Read(csv, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == place && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_with_the_line()
    {
        var errors = new DocumentErrors();
        Assert.Null(CsvTables.Read(new byte[] { 0x61, 0x0a, 0x31, 0x0a, 0xff, 0x0a }, "x.csv", errors));
        Assert.Equal("line 3: is not UTF-8", Assert.Single(errors.All).ToString());
    }

    [Fact]
    public void All_broken_lines_are_reported_at_once()
    {
        Read("a,b\n1\n1,2\n1,2,3\n", out IReadOnlyList<DocumentError> errors);
        Assert.Equal(["line 2", "line 4"], errors.Select(error => error.Path));
    }

    [Fact]
    public void Quoted_headers_a_byte_order_mark_padding_and_points_for_missing_are_read_from_a_real_file()
    {
        CsvTable table = Repository.SharedTable("data/hmeq_quarter1.csv");
        Assert.Equal(5_960, table.Rows);
        Assert.Equal(1_100, table.Find("LOAN")!.Numbers[0]);
        Assert.True(double.IsNaN(table.Find("DEBTINC")!.Numbers[0]));
        Assert.Equal(["No", "Yes"], table.Find("Default")!.Categories);
    }

    private static string Texts(CsvTable table, string column) => string.Join('|', Enumerable.Range(0, table.Rows).Select(row => table.Find(column)!.TextAt(row) ?? "null"));

    private static CsvTable? Read(string text, out IReadOnlyList<DocumentError> errors)
    {
        var found = new DocumentErrors();
        CsvTable? table = CsvTables.Read(Encoding.UTF8.GetBytes(text), "x.csv", found);
        errors = found.All;
        return table;
    }
}
