using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Core.Tests.Scoring.Programs;

public class ProgramModelTests
{
    // Slots 0 and 1 are the inputs, 2 is 1 + 2 · the first.
    private static readonly ProgramModel Model = new(new ProgramPlan
    {
        Inputs = [ModelInput.Number("a"), ModelInput.Number("b")],
        Margins = ["margin"],
        Outputs = ["value"],
        Model = new Linear([new Equation(1, [new Term(2, [0], 1, double.NaN, 0, null)])], [2], binary32: false),
        Slots = 3,
        MarginSlots = [2],
        OutputSlots = [2],
        Shape = new ModelShape("regression", 0, 0, 0, 0),
    });

    [Fact]
    public void A_row_is_scored_and_explained()
    {
        double[] outputs = new double[1], contributions = new double[3];
        Model.Predict([3, 4], outputs);
        Model.Contributions([3, 4], 0, contributions);

        Assert.Equal([7], outputs);
        Assert.Equal([6, 0, 1], contributions);
    }

    [Fact]
    public void A_row_or_room_of_the_wrong_length_is_a_bug_of_the_caller()
    {
        // A value too many would lie where the program keeps what it computes, and one too few would pass for missing.
        Assert.Throws<ArgumentException>(() => Model.Predict(new double[3], new double[1]));
        Assert.Throws<ArgumentException>(() => Model.Margin(new double[1], new double[1]));
        Assert.Throws<ArgumentException>(() => Model.Predict(new double[2], new double[2]));
        Assert.Throws<ArgumentException>(() => Model.Contributions(new double[2], 0, new double[4]));
        Assert.Throws<ArgumentException>(() => Model.Contributions(new double[1], 0, new double[3]));
    }
}
