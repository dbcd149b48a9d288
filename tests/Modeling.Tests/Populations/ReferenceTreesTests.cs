using System.Globalization;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Tests.Populations;

/// <summary>The tree models that ship, as models/build.sh trains them with XGBoost.</summary>
public class ReferenceTreesTests(ITestOutputHelper output)
{
    private const int Rows = 100_000;
    private const int CalibrationRows = 50_000;
    private const long TrainSeed = 20260101, CalibrationSeed = 20260102, TestSeed = 20260103;

    // What a person is and cannot change, and what would stand in for it. These two models do without age and education as well.
    private static readonly string[] Barred =
        ["sex", "gender", "marriage", "marital", "province", "prefecture", "ethnic", "religion", "age", "education"];

    [Theory]
    [InlineData("risk-trees")]
    [InlineData("anti-fraud-trees")]
    public void Margins_are_those_that_the_library_itself_gave_to_the_bit(string name)
    {
        float[] expected = [.. File.ReadLines(Repository.PathOf($"models/{name}.margins.csv")).Skip(1).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
        double[] scores = Applicants(name, 2_000, TestSeed).Scores(Model(name));
        Assert.Equal(500, expected.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(BitConverter.SingleToInt32Bits(expected[i]), BitConverter.SingleToInt32Bits((float)scores[i]));
    }

    [Theory]
    [InlineData("risk-trees", "risk")]
    [InlineData("anti-fraud-trees", "anti-fraud")]
    public void The_figures_of_a_card_are_those_of_its_data_and_of_rows_that_nothing_has_seen(string name, string scorecard)
    {
        CardedModel model = Model(name);
        UnseenApplicants train = Applicants(name, Rows, TrainSeed), test = Applicants(name, Rows, TestSeed);
        Assert.Equal(model.Card.Origin.DataSha256, train.Sha256);
        Assert.Equal(model.Card.Origin.Train, Figures(model, train));
        Assert.Equal(model.Card.Origin.Test, Figures(model, test));
        SampleFigures beside = Figures(Repository.Scorecard(scorecard), test);
        output.WriteLine($"{name} {Figures(model, test)}; {scorecard} on the same rows {beside}");
        // The made-up population is as additive as a scorecard, so trees cannot beat it there; one that fell behind would be no second opinion.
        Assert.InRange(Figures(model, test).Auc, beside.Auc - 0.005, 1);
    }

    [Theory]
    [InlineData("risk-trees")]
    [InlineData("anti-fraud-trees")]
    public void A_card_s_calibration_is_fitted_on_rows_that_the_trees_have_not_seen(string name)
    {
        CardedModel model = Model(name);
        UnseenApplicants applicants = Applicants(name, CalibrationRows, CalibrationSeed);
        var sample = new CalibrationSample(
            applicants.Scores(model), applicants.IsBad, ScoreMeaning.LogOddsOfBad, default, model.Card.Calibration.Data with { Sha256 = applicants.Sha256 });
        string written = CalibrationWriter.Write(PlattFitter.Fit(sample).Calibration!);
        output.WriteLine(written);
        Assert.Equal(CalibrationWriter.Write(model.Card.Calibration), written);
    }

    [Theory]
    [InlineData("risk-trees")]
    [InlineData("anti-fraud-trees")]
    public void Whoever_nothing_is_known_about_is_not_far_from_the_average(string name)
    {
        CardedModel model = Model(name);
        double[] nothing = new double[Repository.Catalog.Features.Count];
        Array.Fill(nothing, double.NaN);
        SampleFigures sample = model.Card.Origin.Train!.Value;
        double average = (double)sample.Bads / sample.Rows;
        Assert.InRange(model.ProbabilityOf(model.Score(nothing)).Value, average / 3, average * 3);
    }

    [Theory]
    [InlineData("risk-trees")]
    [InlineData("anti-fraud-trees")]
    public void No_tree_model_reads_what_a_person_is(string name) => Assert.All(
        Model(name).Card.Inputs,
        input => Assert.DoesNotContain(Barred, word => input.Input == word || (input.Input.Split('_').Contains(word) && word != "age")));

    private static UnseenApplicants Applicants(string name, int count, long seed) => name.StartsWith("risk", StringComparison.Ordinal)
        ? new UnseenApplicants(count, seed, "default_12m", "identity_fraud", "fraud")
        : new UnseenApplicants(count, seed, "fraud", "identity_fraud");

    // To four places, as cards and documents of scorecards have them.
    private static SampleFigures Figures(IModel model, UnseenApplicants applicants)
    {
        double[] probabilities = applicants.Probabilities(model);
        Discrimination ranks = Discrimination.Of([.. probabilities.Select(probability => -probability)], applicants.IsBad);
        Accuracy accuracy = Accuracy.Of(probabilities, applicants.IsBad);
        return new SampleFigures(ranks.Rows, ranks.Bads, Math.Round(ranks.Auc, 4), Math.Round(ranks.Ks, 4), Math.Round(accuracy.Brier, 4));
    }

    private static CardedModel Model(string name)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(Repository.Bytes($"models/{name}.json"), errors);
        Assert.Empty(errors.All);
        return Repository.Read($"models/{name}.card.yaml", (document, sha256) =>
            ModelCard.Read(document, Repository.Catalog, Repository.Reasons, sha256).Bind(artifact!.Model, SnakeCase.Of(artifact.Format), artifact.Sha256, document.Errors));
    }
}
