using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Formats.Pmml;
using static CreditDecision.Modeling.Tests.Formats.Pmml.PmmlSamples;

namespace CreditDecision.Modeling.Tests.Formats.Pmml;

public class PmmlHostileTests
{
    private static readonly byte[] Boosted = Encoding.UTF8.GetBytes(PmmlEnsembleTests.Boosted);

    [Fact]
    public void A_document_that_is_cut_short_anywhere_is_refused()
    {
        byte[] card = Encoding.UTF8.GetBytes(PmmlScorecardTests.Written);
        for (int length = 0; length < card.Length; length++) Refusal(card[..length]);
        int end = PmmlEnsembleTests.Boosted.LastIndexOf('>');
        for (int length = 0; length <= end; length += 37) Refusal(Boosted[..length]);
    }

    // One document of each kind of model, and one of every kind of derived field.
    private static readonly string[] Kinds =
        [PmmlEnsembleTests.Boosted, PmmlScorecardTests.Written, PmmlTreeTests.Written, PmmlTransformationsTests.Written, PmmlVerificationTests.Written];

    [Fact]
    public void A_document_with_bytes_changed_is_read_or_refused_and_nothing_else()
    {
        var random = new Random(7);
        for (int round = 0; round < 1_500; round++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Kinds[round % Kinds.Length]);
            for (int i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "<>\"/=&;0e-NaN"[random.Next(13)]);
            var errors = new DocumentErrors();
            ModelArtifact? artifact = ArtifactReader.Read(bytes, errors);
            Assert.NotEqual(artifact is null, !errors.Any);
        }
    }

    [Fact]
    public void Parts_moved_about_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(8);
        for (int round = 0; round < 500; round++)
        {
            List<string> moved = [.. Kinds[round % Kinds.Length].Split('\n')];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                int from = random.Next(moved.Count);
                if (random.Next(2) == 0) moved.Insert(random.Next(moved.Count), moved[from]);
                else moved.RemoveAt(from);
            }
            var errors = new DocumentErrors();
            ModelArtifact? artifact = ArtifactReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', moved)), errors);
            Assert.NotEqual(artifact is null, !errors.Any);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE PMML [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>", "DTD")]
    [InlineData("<!DOCTYPE PMML SYSTEM \"file:///etc/passwd\">", "DTD")]
    public void Document_types_are_refused(string before, string reason) =>
        Assert.Contains(reason, Refusal(before + Numbers("&b;")).Message);

    [Theory]
    [InlineData("<PMML version=\"4.4\"/>", "namespace")]
    [InlineData("<PMML xmlns=\"http://www.dmg.org/PMML-3_2\" version=\"3.2\"/>", "namespace")]
    [InlineData("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"5.0\"><DataDictionary/></PMML>", "4.0 to 4.4")]
    [InlineData("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"/>", "DataDictionary")]
    [InlineData("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><DataDictionary/></PMML>", "no model")]
    [InlineData("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><DataDictionary/><NeuralNetwork/></PMML>", "not supported")]
    [InlineData("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><DataDictionary xmlns:o=\"urn:o\"><o:Field/></DataDictionary></PMML>", "another namespace")]
    [InlineData("<html/>", "namespace")]
    [InlineData("<", "not XML")]
    public void What_is_no_PMML_is_refused(string document, string reason) => Assert.Contains(reason, Refusal(document).Message);

    [Fact]
    public void Two_models_in_one_document_are_refused() => Assert.Contains("more than one model", Refusal(Numbers("<TreeModel/><TreeModel/>")).Message);

    private static string Nested(string open, string close, int times, string inside) =>
        string.Concat(Enumerable.Repeat(open, times)) + inside + string.Concat(Enumerable.Repeat(close, times));

    [Theory]
    [InlineData(100_000)]
    [InlineData(555)]
    [InlineData(100)]
    public void Nesting_without_end_is_refused(int times)
    {
        string negated = Nested("<Apply function=\"-\"><Constant>0</Constant>", "</Apply>", times, "<FieldRef field=\"a\"/>");
        string model(string derived, string node) => Numbers($"""
            <TreeModel functionName="regression">{NumbersSchema}{derived}{node}</TreeModel>
            """);

        Assert.Contains("deeper", Refusal(model($"<LocalTransformations><DerivedField name=\"d\" optype=\"continuous\" dataType=\"double\">{negated}</DerivedField></LocalTransformations>", "<Node score=\"1\"><True/></Node>")).Message);
        Assert.Contains("deeper", Refusal(model("", $"<Node score=\"1\">{Nested("<CompoundPredicate booleanOperator=\"and\"><True/>", "</CompoundPredicate>", times, "<True/>")}</Node>")).Message);
        if (times > 512) Assert.Contains("deeper", Refusal(model("", Nested("<Node score=\"1\"><True/>", "</Node>", times, ""))).Message);
        Assert.Contains("deeper", Refusal(Numbers(Nested($"<MiningModel functionName=\"regression\">{NumbersSchema}<Segmentation multipleModelMethod=\"sum\"><Segment><True/>", "</Segment></Segmentation></MiningModel>", times, "<TreeModel/>"))).Message);
    }

    [Fact]
    public void A_tree_of_the_greatest_depth_is_scored()
    {
        var model = Load(Numbers($"""<TreeModel functionName="regression">{NumbersSchema}{Nested("<Node score=\"1\"><True/>", "</Node>", 512, "<Node score=\"9\"><True/></Node>")}</TreeModel>"""));

        Assert.Equal(9, Output(model));
        Assert.Equal(512, model.Shape.Depth);
    }

    private static string Chain(int fields, Func<int, int> next) => Numbers($"""
        <RegressionModel functionName="regression">{NumbersSchema}<LocalTransformations>{string.Concat(Enumerable.Range(0, fields).Select(i =>
            $"<DerivedField name=\"d{i}\" optype=\"continuous\" dataType=\"double\"><FieldRef field=\"{(next(i) is < 0 ? "a" : $"d{next(i)}")}\"/></DerivedField>"))}
        </LocalTransformations><RegressionTable intercept="0"/></RegressionModel>
        """);

    [Fact]
    public void Fields_that_derive_from_each_other_are_refused_however_many()
    {
        Assert.Contains("from itself", Refusal(Chain(3, i => (i + 1) % 3)).Message);
        // In order, each from the one before: as many as there is room for. Backwards, the reader would recurse.
        Load(Chain(5_000, i => i - 1));
        Assert.Contains("later one", Refusal(Chain(5_000, i => i == 4_999 ? -1 : i + 1)).Message);
        Assert.Contains("more than", Refusal(Chain(17_000, i => i - 1)).Message);
    }

    [Fact]
    public void Great_tables_and_sets_are_read_in_proportion_or_refused()
    {
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<row><i>{i}</i><o>{i * 2}</o></row>"));
        string map(string rows) => $"<MapValues outputColumn=\"o\"><FieldColumnPair field=\"a\" column=\"i\"/><InlineTable>{rows}</InlineTable></MapValues>";
        Assert.Equal(24_690, Output(Derived(map(rows)), ("a", 12_345)));

        string set = string.Join(' ', Enumerable.Range(0, PmmlPredicates.MostCategories + 1));
        Assert.Contains("more than", Refusal(Numbers($"""<TreeModel functionName="regression">{NumbersSchema}<Node score="1"><SimpleSetPredicate field="a" booleanOperator="isIn"><Array>{set}</Array></SimpleSetPredicate></Node></TreeModel>""")).Message);
    }

    [Fact]
    public void A_text_in_a_million_pieces_is_read_in_time_that_grows_with_it()
    {
        string pieces = string.Concat(Enumerable.Repeat("1 <!-- -->", 1_000_000));

        Assert.Contains("more than", Refusal(Numbers($"""<TreeModel functionName="regression">{NumbersSchema}<Node score="1"><SimpleSetPredicate field="a" booleanOperator="isIn"><Array>{pieces}</Array></SimpleSetPredicate></Node></TreeModel>""")).Message);
    }

    [Fact]
    public void A_document_of_too_many_elements_is_refused()
    {
        string many = string.Concat(Enumerable.Repeat("<a/>", PmmlDocument.MostElements + 10));

        Assert.Contains("elements", Refusal(Numbers(many)).Message);
    }

    [Fact]
    public void Attributes_nobody_knows_are_refused_by_name()
    {
        var error = Refusal(PmmlEnsembleTests.Boosted.Replace("splitCharacteristic=\"binarySplit\"", "x-splitter=\"oblique\""));

        Assert.Equal("PMML/MiningModel/Segmentation/Segment[1]/MiningModel/Segmentation/Segment[1]/TreeModel/@x-splitter", error.Path);
    }
}
