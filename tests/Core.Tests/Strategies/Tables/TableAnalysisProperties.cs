using System.Text.RegularExpressions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Strategies.Tables;

/// <summary>What is said of a whole table, against trying every input.</summary>
public sealed partial class TableAnalysisProperties
{
    [Fact]
    public void Rows_of_a_unique_table_are_refused_exactly_where_two_match_at_once() => Holds(seed =>
    {
        RandomTable table = new(seed);
        var meeting = Pairs(table.Rows.Count).Where(pair => table.Meet(pair.One, pair.Other)).ToHashSet();
        bool isRead = TableContent.Read(table.Document(HitPolicy.Unique), out IReadOnlyList<DocumentError> errors) is not null;
        var told = new HashSet<(int, int)>();
        foreach (Match match in errors.Select(error => BothMatch().Match(error.Message)).Where(match => match.Success))
        {
            (int one, int other) = (int.Parse(match.Groups[1].Value) - 1, int.Parse(match.Groups[2].Value) - 1);
            double[] inputs = table.Parse(match.Groups[3].Value);
            Assert.True(RandomTable.Matches(table.Rows[one], inputs) && RandomTable.Matches(table.Rows[other], inputs), match.Value);
            Assert.True(told.Add((one, other)));
        }
        Assert.Subset(meeting, told);
        Assert.Equal((meeting.Count == 0, Math.Min(meeting.Count, 10)), (isRead, told.Count));
        Assert.Equal(meeting.Count > 10, errors.Any(error => error.Message == $"{meeting.Count - 10} more pairs of rows match at once"));
    });

    [Theory]
    [InlineData(HitPolicy.Unique)]
    [InlineData(HitPolicy.First)]
    [InlineData(HitPolicy.Collect)]
    public void A_table_that_must_be_whole_is_refused_exactly_where_an_input_has_no_row(HitPolicy hit) => Holds(seed =>
    {
        RandomTable table = new RandomTable(seed).Tidied(hit);
        bool isWhole = table.Inputs.All(table.IsAnswered);
        bool isRead = TableContent.Read(table.Document(hit, ""), out IReadOnlyList<DocumentError> errors) is not null;
        Assert.Equal(isWhole, isRead);
        Assert.Equal(isWhole, errors.Count == 0);
        Assert.InRange(errors.Count, 0, 5);
        Assert.Equal(errors.Count, errors.Distinct().Count());
        foreach (DocumentError error in errors)
        {
            Match match = NoRow().Match(error.Message);
            Assert.True(match.Success, error.Message);
            double[] inputs = table.Parse(match.Groups[1].Value);
            Assert.False(table.IsAnswered(inputs), error.Message);
            Assert.Equal(inputs.Any(double.IsNaN), error.Message.Contains("can be missing"));
        }
    });

    /// <summary>Rows made by cutting all inputs apart again and again, so that tables without a gap are among them.</summary>
    [Fact]
    public void A_table_cut_from_all_inputs_is_whole_and_unique_until_a_piece_is_left_out() => Holds(seed =>
    {
        var random = new Random(seed);
        List<(int From, int To, bool IsLast)> amounts = Cut(random), scores = Cut(random);
        List<string> rows = [.. amounts.SelectMany(amount => scores.Select(score => $"[{Text(amount, true)}, {Text(score, false)}, 1]"))];
        string[] inputs = ["amount", "score"];
        const string output = "{ \"name\": \"n\", \"type\": \"number\" }";
        TableContent.Sound(TableContent.Document("unique", inputs, output, rows));
        rows.RemoveAt(random.Next(rows.Count));
        if (rows.Count == 0) return;
        Assert.Null(TableContent.Read(TableContent.Document("unique", inputs, output, rows), out IReadOnlyList<DocumentError> errors));
        Assert.All(errors, error => Assert.Matches(NoRow(), error.Message));
        Assert.Null(TableContent.Read(TableContent.Document("first", inputs, output, rows), out IReadOnlyList<DocumentError> others));
        Assert.All(others, error => Assert.Matches(NoRow(), error.Message));
    });

    [Fact]
    public void A_row_that_one_before_it_covers_is_refused_and_no_other() => Holds(seed =>
    {
        RandomTable table = new(seed);
        string[] covered = [.. Enumerable.Range(0, table.Rows.Count).Where(row => Enumerable.Range(0, row).Any(before => table.Covers(before, row))).Select(row => $"rows[{row}]")];
        TableContent.Read(table.Document(HitPolicy.First), out IReadOnlyList<DocumentError> errors);
        Assert.Equal(covered.Take(10), errors.Where(error => error.Message.Contains("can never answer: ")).Select(error => error.Path));
    });

    private static List<(int From, int To, bool IsLast)> Cut(Random random)
    {
        int[] cuts = [0, .. Enumerable.Range(1, 9).Where(_ => random.Next(3) == 0), 10];
        return [.. cuts.Zip(cuts.Skip(1)).Select((pair, index) => (pair.First, pair.Second, index == cuts.Length - 2))];
    }

    // The first piece of an amount also takes what is missing; a score has no bounds.
    private static string Text((int From, int To, bool IsLast) piece, bool isAmount)
    {
        string range = isAmount
            ? $"\"[{piece.From}, {piece.To}{(piece.IsLast ? "]" : ")")}\""
            : piece.From == 0 && piece.IsLast ? "\"any\"" : piece.From == 0 ? $"\"<= {piece.To}\"" : piece.IsLast ? $"\"> {piece.From}\"" : $"\"({piece.From}, {piece.To}]\"";
        return isAmount && piece.From == 0 ? $"[{range}, \"missing\"]" : range;
    }

    private static IEnumerable<(int One, int Other)> Pairs(int count) =>
        from one in Enumerable.Range(0, count) from other in Enumerable.Range(one + 1, count - one - 1) select (one, other);

    private static void Holds(Action<int> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [GeneratedRegex(@"^row (\d+) and row (\d+) both match (.*);")]
    private static partial Regex BothMatch();

    [GeneratedRegex(@"^no row matches (.*);")]
    private static partial Regex NoRow();
}
