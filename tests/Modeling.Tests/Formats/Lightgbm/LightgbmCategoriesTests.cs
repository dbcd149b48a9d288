using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Tests.Formats.Lightgbm;

public class LightgbmCategoriesTests
{
    // Two categorical features, with the codes 0 to 2 and 0 to 1, around a number and one that was never split.
    private static readonly string Header = LightgbmText.Header("regression", "城市 income channel empty", "2:0:1 [0:9] -1:1:0 none");

    [Fact]
    public void Lists_go_to_the_categorical_features_in_their_order() =>
        AssertInputs("城市: Beijing|Xi'an|\"é\"; income; channel: app|branch; empty", """[["Beijing", "Xi'an", "\"\u00e9\""], ["app", "branch"]]""");

    [Fact]
    public void Numbers_and_truth_values_are_named_as_the_file_writes_them() =>
        AssertInputs("城市: 7|10|0.5; income; channel: false|true; empty", "[[7, 10, 0.5], [false, true]]");

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    // An ordered category column, or a categorical one that was constant: which list is whose cannot be told.
    [InlineData("""[["a", "b", "c"], ["d", "e"], ["f", "g"]]""")]
    [InlineData("""[["a", "b", "c"]]""")]
    // Code 2 of the first feature is beyond the first list.
    [InlineData("""[["d", "e"], ["a", "b", "c"]]""")]
    public void Without_a_sure_list_categories_stay_codes(string json) => AssertInputs("城市: ; income; channel: ; empty", json);

    [Fact]
    public void A_row_holds_the_place_in_the_list()
    {
        TreeEnsemble model = LightgbmText.Read(LightgbmText.MixedModel.Replace("pandas_categorical:null", """pandas_categorical:[["no", "yes", "unsure"]]"""));
        int yes = model.Inputs[1].Categories.ToList().IndexOf("yes");
        Assert.Equal(0.5, LightgbmText.Margin(model, 1, yes));
        Assert.Equal(0.25, LightgbmText.Margin(model, 1, ModelInput.UnknownCategory));
    }

    [Theory]
    [InlineData("", "must be JSON")]
    [InlineData("nul", "must be JSON")]
    [InlineData("{}", "must be null or a list")]
    [InlineData("""["a"]""", "pandas_categorical[0] must be a list")]
    [InlineData("""[["a"], [null]]""", "pandas_categorical[1] must hold texts, numbers or truth values")]
    [InlineData("""[[["a"]]]""", "pandas_categorical[0] must hold texts")]
    [InlineData("""[[[["a"]]]]""", "must be JSON")]
    [InlineData("""[["a", "b", "a"]]""", "pandas_categorical[0] holds a category twice")]
    [InlineData("""[[1, "1"]]""", "pandas_categorical[0] holds a category twice")]
    [InlineData("""[["\ud800"]]""", "not Unicode")]
    [InlineData("[[NaN]]", "must be JSON")]
    [InlineData("null\nnull", "must be the last line")]
    public void Categories_that_are_no_lists_of_names_are_refused(string json, string message) =>
        Assert.Contains(message, LightgbmText.Refusal(Text(json)), StringComparison.Ordinal);

    private static string Text(string json) => LightgbmText.Model(Header, [LightgbmText.Leaf("1")], $"\npandas_categorical:{json}\n");

    private static void AssertInputs(string expected, string json) => Assert.Equal(expected, string.Join("; ", LightgbmText.Read(Text(json)).Inputs.Select(input =>
        input.Type == InputType.Category ? $"{input.Name}: {string.Join('|', input.Categories)}" : input.Name)));
}
