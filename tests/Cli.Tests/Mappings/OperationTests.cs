using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Mappings;

public sealed class OperationTests
{
    [Theory]
    [InlineData("{ constant: 2.5 }", 2.5)]
    [InlineData("{ column: a }", 3.0)]
    [InlineData("{ column: a, scale: 10 }", 30.0)]
    [InlineData("{ column: a, scale: 10, offset: -4 }", 26.0)]
    [InlineData("{ column: a, scale: 10, offset: -4, round: 5 }", 25.0)]
    [InlineData("{ column: a, round: 2 }", 4.0)]
    [InlineData("{ column: a, round: 7, clamp: { most: 5 } }", 0.0)]
    [InlineData("{ column: a, scale: 10, round: 7, clamp: { most: 20 } }", 20.0)]
    [InlineData("{ column: b, clamp: { least: 0 } }", 0.0)]
    [InlineData("{ column: b, round: 2 }", -2.0)]
    [InlineData("{ max: [a, b, c] }", 8.0)]
    [InlineData("{ min: [a, b, c] }", -1.0)]
    [InlineData("{ sum: [a, b, c] }", 10.0)]
    [InlineData("{ mean: [a, c] }", 5.5)]
    [InlineData("{ sum: [a, b, c], scale: 0.5 }", 5.0)]
    [InlineData("{ count_at_least: { columns: [a, b, c], threshold: 3 } }", 2.0)]
    [InlineData("{ ratio: { of: { column: a }, to: { column: c } } }", 0.375)]
    [InlineData("{ ratio: { of: { sum: [a, c], scale: 2 }, to: { constant: 11 } }, clamp: { most: 1.5 } }", 1.5)]
    [InlineData("{ ratio: { of: { ratio: { of: { column: c }, to: { constant: 2 } } }, to: { constant: 2 } } }", 2.0)]
    [InlineData("{ column: a, map: [ { when: [\"1\", \"3\"], then: 7 } ] }", 7.0)]
    [InlineData("{ column: c, map: [ { when: [\"1\"], then: 7 } ], otherwise: -2 }", -2.0)]
    public void A_number_is_worked_out(string operation, double expected) => Assert.Equal(expected, MappingBench.Number(operation, "3,-1,8,NA"));

    [Theory]
    [InlineData("{ column: d }")]
    [InlineData("{ column: a, missing_when: [\"3\"] }")]
    [InlineData("{ max: [d] }")]
    [InlineData("{ count_at_least: { columns: [d], threshold: 0 } }")]
    [InlineData("{ ratio: { of: { column: a }, to: { column: d } } }")]
    [InlineData("{ ratio: { of: { column: d }, to: { column: a } } }")]
    [InlineData("{ ratio: { of: { column: a }, to: { constant: 0 } } }")]
    [InlineData("{ ratio: { of: { column: a }, to: { column: b } } }")]
    [InlineData("{ column: d, scale: 0, offset: 5, round: 1, clamp: { least: 1, most: 2 } }")]
    [InlineData("{ column: d, map: [ { when: [\"1\"], then: 7 } ], otherwise: 1 }")]
    [InlineData("{ type: category, column: d }")]
    [InlineData("{ type: flag, column: d, map: [ { when: [\"1\"], then: true } ], otherwise: false }")]
    public void What_is_missing_is_left_out_and_never_zero(string operation) => Assert.Null(MappingBench.Feature(operation, "3,-1,8,NA"));

    [Fact]
    public void Aggregates_leave_missing_cells_out() =>
        Assert.Equal((3.0, 3.0, 3.0, 3.0), (
            MappingBench.Number("{ max: [a, d] }", "3,0,0,NA"), MappingBench.Number("{ min: [a, d] }", "3,0,0,"),
            MappingBench.Number("{ mean: [a, d] }", "3,0,0,NA"), MappingBench.Number("{ sum: [a, d] }", "3,0,0,NA")));

    [Fact]
    public void Flags_and_categories_have_their_own_kind()
    {
        Feature flag = MappingBench.Feature("{ type: flag, column: a, map: [ { when: [\"y\"], then: true }, { when: [\"n\"], then: false } ] }", "n,,,")!;
        Feature category = MappingBench.Feature("{ type: category, column: a, map: [ { when: [\"1\"], then: university } ] }", "1,,,")!;
        Feature text = MappingBench.Feature("{ type: category, column: a }", "rent,,,")!;

        Assert.Equal((V1.Feature.ValueOneofCase.Flag, false), (flag.ValueCase, flag.Flag));
        Assert.Equal((V1.Feature.ValueOneofCase.Category, "university"), (category.ValueCase, category.Category));
        Assert.Equal("rent", text.Category);
    }

    [Theory]
    [InlineData("{ column: a }", "x,,,", "column a does not hold a number")]
    [InlineData("{ column: a }", "Infinity,,,", "column a does not hold a number")]
    [InlineData("{ column: a, map: [ { when: [\"1\"], then: 7 } ] }", "2,,,", "column a holds a value that its map does not have")]
    [InlineData("{ type: category, column: a, map: [ { when: [\"1\"], then: x } ] }", "2,,,", "column a holds a value that its map does not have")]
    public void A_cell_that_makes_no_sense_fails_the_row(string operation, string cells, string problem) =>
        Assert.Equal(problem, MappingBench.Problem(operation, cells));
}
