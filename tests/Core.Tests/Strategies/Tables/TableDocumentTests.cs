using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Tests.Strategies.Tables;

public sealed class TableDocumentTests
{
    private const string Number = "{ \"name\": \"most\", \"type\": \"number\" }";

    private const string SoundText = """
        { "id": "business-caps", "hit": "unique",
          "inputs": [{ "name": "grade" }, { "name": "amount" }],
          "outputs": [{ "name": "most_yuan", "type": "number" }, { "name": "note", "type": "text" }, { "name": "visit", "type": "flag" }],
          "rows": [
            { "id": "large", "cells": [["A", "B"], ">= 5", 500000, "large", true] },
            [["A", "B"], ["< 5", "missing"], 100000, "small", false],
            ["not A", "missing", 3, "small", false],
            ["C", "[0, 10]", 4, "none", false],
            ["D", "any", 5, "none", false] ] }
        """;

    [Fact]
    public void A_sound_table_is_read_whole()
    {
        string text = SoundText.Replace("\"not A\", \"missing\"", "\"C\", \"missing\"");
        DecisionTable table = TableContent.Sound(text);
        Assert.Equal(("business-caps", HitPolicy.Unique, 5, false), (table.Id, table.HitPolicy, table.RowCount, table.HasDefault));
        Assert.Equal(["grade", "amount"], table.Inputs.Select(input => input.Name));
        Assert.Equal(["large", "small", "none"], table.Outputs[1].Categories);
        Assert.Equal(("large", "row 2"), (table.RowName(0), table.RowName(1)));
        Assert.Equal((0, 1, 2, 3, 4), (table.Find([1, 5]), table.Find([0, double.NaN]), table.Find([2, double.NaN]), table.Find([2, 10]), table.Find([3, 7])));
        Assert.Equal((500000, 0, 1), (table.Value(0, 0), table.Value(0, 1), table.Value(0, 2)));
        Assert.True(double.IsNaN(table.Value(-1, 0)));
    }

    [Fact]
    public void Rows_that_meet_are_told_with_inputs_that_show_it() => Assert.Equal(
        ["rows[2]: row 2 and row 3 both match grade = B, amount missing; in a unique table only one row may match",
            "rows[4]: row 3 and row 5 both match grade = D, amount missing; in a unique table only one row may match"],
        MistakesOf(SoundText));

    [Fact]
    public void A_gap_is_told_with_inputs_that_show_it_and_the_ways_to_close_it() => Assert.Equal(
        ["rows: no row matches grade = C, amount missing; amount can be missing: add a row with a cell missing or any, write a default, or say complete: false",
            "rows: no row matches grade = D, amount = 0; add a row, write a default, or say complete: false"],
        MistakesOf(SoundText.Replace("[\"not A\", \"missing\", 3, \"small\", false],", "").Replace("[\"D\", \"any\"", "[\"D\", [\"> 0\", \"missing\"]")));

    [Theory]
    [InlineData("\"complete\": false,", -1, double.NaN)]
    [InlineData("\"default\": [7],", -1, 7)]
    public void Inputs_without_a_row_have_no_answer_or_the_default(string more, int row, double value)
    {
        DecisionTable table = TableContent.Sound(TableContent.Document("first", ["amount"], Number, ["[\"> 5\", 1]"], more));
        var outputs = new double[1];
        Assert.Equal(!double.IsNaN(value), table.TryAnswer([3], outputs, out int firstRow, out int hits));
        Assert.Equal((row, 0, value), (firstRow, hits, outputs[0]));
        Assert.True(table.TryAnswer([6], outputs, out firstRow, out hits));
        Assert.Equal((0, 1, 1.0), (firstRow, hits, outputs[0]));
    }

    [Theory]
    [InlineData("\"[5, 1]\"", "rows[0][0]", "is a range that no number is in")]
    [InlineData("\"(5, 5]\"", "rows[0][0]", "is a range that no number is in")]
    [InlineData("\"> 5000\"", "rows[0][0]", "can never match: amount goes from 0 to 10")]
    [InlineData("\"5 to 7\"", "rows[0][0]", "must be a number, a range such as")]
    [InlineData("\"< \"", "rows[0][0]", "must be a number, a range such as")]
    [InlineData("\"[1, 2, 3]\"", "rows[0][0]", "must be a number, a range such as")]
    [InlineData("\"< 1e999\"", "rows[0][0]", "must be a number, a range such as")]
    [InlineData("\"<= 1.7976931348623157e308\"", "rows[0][0]", "must be a number, a range such as")]
    [InlineData("true", "rows[0][0]", "must be a number, a range, missing or any, is true")]
    [InlineData("[1, [2]]", "rows[0][0][1]", "must be a number, a range, missing or any, is a list")]
    [InlineData("[1, \"any\"]", "rows[0][0][1]", "must be a number, a range such as")]
    [InlineData("[]", "rows[0][0]", "must have 1 to 1000 values")]
    [InlineData("{ \"not\": [1] }", "rows[0][0]", "only categories know not")]
    [InlineData("null", "rows[0][0]", "is nothing")]
    [InlineData("1, 2", "rows[0]", "must have 2 cells, 1 for the inputs and 1 for the outputs, has 3")]
    public void A_mistake_in_a_cell_of_numbers_is_refused_with_its_place(string cell, string path, string sentence) =>
        AssertOnly(TableContent.Document("first", ["amount"], Number, [$"[{cell}, 1]"], "\"complete\": false,"), path, sentence);

    [Theory]
    [InlineData("\"E\"", "rows[0][0]", "must be a value of grade, which are A, B, C, D, is \"E\"")]
    [InlineData("\"not E\"", "rows[0][0]", "must be a value of grade")]
    [InlineData("[\"A\", 1]", "rows[0][0][1]", "must be a value of grade")]
    [InlineData("{ \"not\": [\"A\", \"E\"] }", "rows[0][0].not[1]", "must be a value of grade")]
    [InlineData("{ \"not\": [] }", "rows[0][0].not", "must have at least one value")]
    [InlineData("{ \"not\": [\"A\"], \"but\": 1 }", "rows[0][0].but", "is not known here")]
    [InlineData("{ \"not\": [\"A\", \"B\", \"C\", \"D\"] }", "rows[0][0]", "can never match: no value of grade is left and is never missing")]
    [InlineData("\"missing\"", "rows[0][0]", "can never match")]
    public void A_mistake_in_a_cell_of_categories_is_refused_with_its_place(string cell, string path, string sentence) =>
        AssertOnly(TableContent.Document("first", ["grade"], Number, [$"[{cell}, 1]"], "\"complete\": false,"), path, sentence);

    [Theory]
    [InlineData("\"id\": \"business-caps\"", "\"id\": \"Caps\"", "id", "must be small letters")]
    [InlineData("\"hit\": \"unique\"", "\"hit\": \"any\"", "hit", "must be one of unique, first, collect")]
    [InlineData("\"hit\": \"unique\"", "\"hit\": \"collect\"", "outputs[0].aggregate", "is missing")]
    [InlineData("\"type\": \"number\"", "\"type\": \"number\", \"aggregate\": \"sum\"", "outputs[0].aggregate", "is only for tables whose hit is collect")]
    [InlineData("\"hit\": \"unique\"", "\"hit\": \"unique\", \"complete\": true, \"default\": [1, \"a\", true]", "complete", "must not be written beside default")]
    [InlineData("\"hit\": \"unique\"", "\"hit\": \"unique\", \"default\": [1, \"a\"]", "default", "must have 3 values")]
    [InlineData("\"hit\": \"unique\"", "\"hit\": \"unique\", \"default\": [1, 2, true]", "default[1]", "must be text")]
    [InlineData("\"name\": \"grade\"", "\"name\": \"grad\"", "inputs[0].name", "there is no \"grad\"")]
    [InlineData("\"name\": \"grade\"", "\"name\": \"amount\"", "inputs[1].name", "is an input already")]
    [InlineData("\"name\": \"grade\"", "\"name\": \"grade\", \"weight\": 1", "inputs[0].weight", "is not known here")]
    [InlineData("\"name\": \"note\"", "\"name\": \"visit\"", "outputs[2].name", "is an output already")]
    [InlineData("\"name\": \"note\"", "\"name\": \"hit\"", "outputs[1].name", "must not be \"hit\"")]
    [InlineData("\"name\": \"note\"", "\"name\": \"A note\"", "outputs[1].name", "must be small letters")]
    [InlineData("\"type\": \"text\"", "\"type\": \"category\"", "outputs[1].type", "must be one of number, flag, text")]
    [InlineData("500000, \"large\"", "\"500000\", \"large\"", "rows[0].cells[2]", "must be a number, is \"500000\"")]
    [InlineData("500000, \"large\"", "1e16, \"large\"", "rows[0].cells[2]", "must be between")]
    [InlineData("\"large\", true", "\"large\", 1", "rows[0].cells[4]", "must be true or false, is 1")]
    [InlineData("\"large\", true", "\"\", true", "rows[0].cells[3]", "must be text")]
    [InlineData("\"id\": \"large\", ", "", "rows[0].id", "is missing")]
    [InlineData("\"rows\": [", "\"rows\": [ 5,", "rows[0]", "must be a list of cells")]
    [InlineData("\"rows\": [", "\"rows\": [ { \"id\": \"large\", \"cells\": [\"D\", \"any\", 1, \"x\", true] },", "rows[1].id", "is the name of a row before")]
    public void A_mistake_elsewhere_is_refused_with_its_place(string right, string wrong, string path, string sentence)
    {
        Assert.Contains(right, SoundText);
        int at = SoundText.IndexOf(right, StringComparison.Ordinal);
        Assert.Null(TableContent.Read(SoundText[..at] + wrong + SoundText[(at + right.Length)..], out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == path && error.Message.Contains(sentence));
    }

    [Theory]
    [InlineData("number", "any", "must be sum, min or max for a number")]
    [InlineData("number", "mean", "must be one of sum, min, max, any, first")]
    [InlineData("flag", "sum", "must be any for a flag")]
    [InlineData("text", "max", "must be first for a text")]
    public void An_aggregate_that_an_output_cannot_have_is_refused(string type, string aggregate, string sentence)
    {
        string text = TableContent.Document("collect", ["amount"], $"{{ \"name\": \"x\", \"type\": \"{type}\", \"aggregate\": \"{aggregate}\" }}", []);
        Assert.Contains(MistakesOf(text), mistake => mistake.StartsWith("outputs[0].aggregate: ") && mistake.Contains(sentence));
    }

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(
        ["id: must be small letters, digits and dashes, is \"T!\"", "outputs[0].aggregate: is missing", "rows[0][0]: must be a value of grade, which are A, B, C, D, is \"E\"",
            "rows[1][0]: must be a value of grade, which are A, B, C, D, is \"E\"", "rows[1][1]: must be a number, is \"x\""],
        MistakesOf(TableContent.Document("collect", ["grade"], Number, ["[\"E\", 1]", "[\"E\", \"x\"]"]).Replace("\"t\"", "\"T!\"")));

    [Fact]
    public void A_table_of_too_many_rows_or_inputs_is_refused()
    {
        IEnumerable<string> rows = Enumerable.Range(0, DecisionTable.MostRows + 1).Select(row => $"[{row}, 1]");
        Assert.Contains("rows: must have at most 60000 items, has 60001", MistakesOf(TableContent.Document("first", ["score"], Number, rows, "\"complete\": false,")));
        Assert.Contains("inputs: must have at most 16 items, has 17", MistakesOf(TableContent.Document("first", Enumerable.Repeat("score", 17), Number, [])));
    }

    [Fact]
    public void Rows_that_say_the_same_are_refused_where_both_would_count()
    {
        string text = TableContent.Document("collect", ["amount"], Number.Replace(" }", ", \"aggregate\": \"sum\" }"), ["[\"any\", 1]", "[\"> 5\", 1]", "[\"any\", 1]"]);
        Assert.Equal(["rows[2]: row 3 says the same as row 1, and both would count"], MistakesOf(text));
    }

    [Fact]
    public void A_table_too_tangled_to_be_called_whole_is_refused_with_a_way_out()
    {
        string[] rows = [.. Enumerable.Range(0, 3_000).Select(row => $"[\"> {row}\", \"< {5 + row / 1_000.0}\", \"not {"ABCD"[row % 4]}\", {row}]")];
        string text = TableContent.Document("collect", ["score", "amount", "grade"], Number.Replace(" }", ", \"aggregate\": \"max\" }"), rows);
        Assert.All(MistakesOf(text), mistake => Assert.StartsWith("rows: ", mistake));
        TableContent.Sound(text.Replace("\"rows\": [", "\"rows\": [[\"any\", \"any\", \"any\", 0],"));
    }

    [Theory]
    [InlineData(EvaluationForm.Compiled)]
    [InlineData(EvaluationForm.Plain)]
    public void Asking_allocates_nothing(EvaluationForm form)
    {
        string output = Number.Replace(" }", ", \"aggregate\": \"sum\" }");
        IEnumerable<string> rows = Enumerable.Range(0, 2_000).Select(row => $"[\"[{row}, {row + 5})\", [\"A\", \"{"BCD"[row % 3]}\"], {row}]");
        DecisionTable table = TableContent.Sound(TableContent.Document("collect", ["score", "grade"], output, rows, "\"complete\": false,"), form);
        double[] inputs = [1_999, 0], outputs = [0];
        var found = new int[3];
        Assert.Equal(0, Allocation.Least(() =>
        {
            table.Find(inputs);
            table.FindAll(inputs, found);
            table.TryAnswer(inputs, outputs, out _, out _);
        }));
        Assert.Equal([1995, 1996, 1997], found);
        Assert.Equal(9985, outputs[0]);
    }

    private static void AssertOnly(string text, string path, string sentence)
    {
        Assert.Null(TableContent.Read(text, out IReadOnlyList<DocumentError> errors));
        DocumentError error = Assert.Single(errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(sentence, error.Message);
    }

    private static IEnumerable<string> MistakesOf(string text)
    {
        Assert.Null(TableContent.Read(text, out IReadOnlyList<DocumentError> errors));
        return errors.Select(error => error.ToString());
    }
}
