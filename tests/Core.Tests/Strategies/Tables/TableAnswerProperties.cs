using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Strategies.Tables;

public sealed class TableAnswerProperties
{
    [Theory]
    [InlineData(HitPolicy.Unique)]
    [InlineData(HitPolicy.First)]
    [InlineData(HitPolicy.Collect)]
    public void The_index_and_the_look_at_every_row_answer_alike_and_as_written(HitPolicy hit) => Holds(seed =>
    {
        RandomTable written = new RandomTable(seed).Tidied(hit);
        (DecisionTable indexed, DecisionTable plain) = (written.Read(hit, EvaluationForm.Compiled), written.Read(hit, EvaluationForm.Plain));
        var random = new Random(seed);
        for (int i = 0; i < 60; i++)
        {
            double[] inputs = written.AnyInputs(random);
            int[] rows = [.. Enumerable.Range(0, written.Rows.Count).Where(row => RandomTable.Matches(written.Rows[row], inputs))];
            Assert.Equal(rows, AllOf(indexed, inputs));
            Assert.Equal(rows, AllOf(plain, inputs));
            Assert.Equal(rows.Length > 0 ? rows[0] : -1, indexed.Find(inputs));
            Assert.Equal(indexed.Find(inputs), plain.Find(inputs));
            Assert.Equal(AnswerOf(plain, inputs), AnswerOf(indexed, inputs));
        }
    });

    [Fact]
    public void Collected_numbers_are_put_together_as_the_output_says() => Holds(seed =>
    {
        RandomTable written = new(seed);
        DecisionTable table = written.Read(HitPolicy.Collect, EvaluationForm.Compiled);
        foreach (double[] inputs in written.Inputs.Where((_, index) => index % 17 == 0))
        {
            double[] answer = AnswerOf(table, inputs);
            int[] rows = AllOf(table, inputs);
            double[] numbers = [.. rows.Select(row => table.Value(row, 0))];
            Assert.Equal([rows.Length > 0 ? 1 : 0, rows.Length > 0 ? rows[0] : -1, rows.Length], answer[..3]);
            if (rows.Length == 0) continue;
            double expected = table.Outputs[0].Aggregation switch { Aggregation.Sum => numbers.Sum(), Aggregation.Min => numbers.Min(), _ => numbers.Max() };
            Assert.Equal([expected, rows.Max(row => table.Value(row, 1)), table.Value(rows[0], 2)], answer[3..]);
        }
    });

    /// <summary>More rows with bounds of their own than the index has vectors for, in rows that meet each other by the thousand.</summary>
    [Theory]
    [InlineData(HitPolicy.Collect)]
    [InlineData(HitPolicy.First)]
    public void A_table_of_more_bounds_than_the_index_has_room_for_is_answered_alike(HitPolicy hit)
    {
        const int rows = 20_000;
        var random = new Random(7);
        string aggregate = hit == HitPolicy.Collect ? ", \"aggregate\": \"sum\"" : "";
        // Narrower and narrower, so that no row holds a later one.
        string text = TableContent.Document(hit.ToString().ToLowerInvariant(), ["score", "grade", "amount"], $"{{ \"name\": \"n\", \"type\": \"number\"{aggregate} }}",
            Enumerable.Range(0, rows).Select(row => $"[{Around(random, row)}, {(row % 5 == 0 ? "\"any\"" : $"\"{"ABCD"[row % 4]}\"")}, \"< {5 + row / 10_000.0}\", {row}]"),
            "\"complete\": false,");
        (DecisionTable indexed, DecisionTable plain) = (TableContent.Sound(text), TableContent.Sound(text, EvaluationForm.Plain));
        Assert.InRange(indexed.IndexBytes, 1, 40 << 20);
        for (int i = 0; i < 200; i++)
        {
            double[] inputs = [random.Next(0, 2_000_000) / 2.0, random.Next(4), random.Next(11)];
            Assert.Equal(AllOf(plain, inputs), AllOf(indexed, inputs));
            Assert.Equal(AnswerOf(plain, inputs), AnswerOf(indexed, inputs));
        }
    }

    private static string Around(Random random, int row)
    {
        int from = random.Next(0, 990_000);
        return row % 2 == 0 ? $"\"[{from}, {from + 10_000 - row / 4})\"" : $"[{from}, \"({from + 3}, {from + 9_000 - row / 4}]\"]";
    }

    private static int[] AllOf(DecisionTable table, double[] inputs)
    {
        var rows = new int[table.RowCount];
        return rows[..table.FindAll(inputs, rows)];
    }

    // Whether there is an answer, the first row, how many matched, and the outputs.
    private static double[] AnswerOf(DecisionTable table, double[] inputs)
    {
        var outputs = new double[table.Outputs.Count];
        bool isAnswered = table.TryAnswer(inputs, outputs, out int firstRow, out int hits);
        return [isAnswered ? 1 : 0, firstRow, hits, .. outputs];
    }

    private static void Holds(Action<int> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
