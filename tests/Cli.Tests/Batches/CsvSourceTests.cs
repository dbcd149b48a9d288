using System.Text;
using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Mappings;

namespace CreditDecision.Cli.Tests.Batches;

public sealed class CsvSourceTests : IDisposable
{
    private readonly FileInfo _file = new(Path.GetTempFileName());

    public void Dispose() => _file.Delete();

    [Fact]
    public void Reads_quotes_blanks_and_a_byte_order_mark()
    {
        (IReadOnlyList<string> header, List<FileRow> rows) = Read("\uFEFF\"a\" , b\r\n\" x, y \",1\r\n\r\n\"he said \"\"no\"\"\", 2 \r\n\"two\nlines\",3");

        Assert.Equal(["a", "b"], header);
        Assert.Equal([("x, y", "1"), ("he said \"no\"", "2"), ("two\nlines", "3")], rows.Select(row => (row.Cell(new Column(0, "a")), row.Cell(new Column(1, "b")))));
        Assert.Equal([1, 2, 3], rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.Empty(row.Errors));
    }

    [Fact]
    public void A_record_of_another_length_fails_alone_and_names_its_line()
    {
        (_, List<FileRow> rows) = Read("a,b\n1,2\n\n3\n4,5,6\n7,8\n");

        Assert.Equal(
            ["", "the record on line 4 has 1 cells, the header has 2", "the record on line 5 has 3 cells, the header has 2", ""],
            rows.Select(row => string.Concat(row.Errors)));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b,a\n1,2,3\n", "names \"a\" more than once")]
    public void A_file_without_a_sound_header_is_refused(string content, string problem)
    {
        File.WriteAllText(_file.FullName, content);
        _file.Refresh();

        Failure failure = Assert.Throws<Failure>(() => CsvSource.Open(_file));

        Assert.Contains(problem, failure.Message);
    }

    [Fact]
    public void Progress_reaches_the_whole_file_and_never_falls()
    {
        File.WriteAllText(_file.FullName, "a\n" + string.Concat(Enumerable.Repeat("123456789\n", 20_000)), Encoding.UTF8);
        _file.Refresh();
        using CsvSource source = CsvSource.Open(_file);

        double last = 0;
        while (source.Next() is not null)
        {
            Assert.InRange(source.Progress, last, 1);
            last = source.Progress;
        }
        Assert.InRange(last, 0.99, 1);
        Assert.Equal(20_000, source.Count);
    }

    private (IReadOnlyList<string> Header, List<FileRow> Rows) Read(string content)
    {
        File.WriteAllText(_file.FullName, content);
        _file.Refresh();
        using CsvSource source = CsvSource.Open(_file);
        var rows = new List<FileRow>();
        while (source.Next() is { } row) rows.Add(row);
        return (source.Header, rows);
    }
}
