using System.Globalization;
using CreditDecision.Cli.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Cli.Tests.Scoring;

public sealed class AnswerFileTests : IDisposable
{
    private readonly ScoringFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answers_in_single_precision_are_written_as_the_shortest_text_that_gives_the_same_bits()
    {
        string written = Written(SmallModel.Of(ArtifactFormat.XgboostJson), 0.1f);

        Assert.Equal("0.1", written);
        // Neighbours, and numbers of which the shortest text needs all nine digits.
        for (float value = 0.0497893f; value < 0.0498f; value = MathF.BitIncrement(value))
            Assert.Equal(value, float.Parse(Written(SmallModel.Of(ArtifactFormat.XgboostJson), value), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Answers_in_double_precision_keep_all_their_digits()
    {
        Assert.Equal("0.30000000000000004", Written(SmallModel.Of(ArtifactFormat.LightgbmText), 0.1 + 0.2));
        Assert.Equal("0.10000000149011612", Written(SmallModel.Of(ArtifactFormat.LightgbmText), 0.1f));
    }

    [Fact]
    public void A_file_gets_its_name_when_it_is_finished()
    {
        FileInfo file = _folder.Write("answers.csv", "of yesterday");
        using (AnswerFile answers = AnswerFile.Open(file, TextWriter.Null))
        {
            answers.WriteHeader(SmallModel.Of(), explain: false);
            Assert.Equal("of yesterday", File.ReadAllText(file.FullName));
            answers.Finish();
        }

        Assert.Equal("row,value\n", File.ReadAllText(file.FullName));
        Assert.Equal(["answers.csv"], _folder.Files);
    }

    [Fact]
    public void A_file_that_is_not_finished_leaves_nothing()
    {
        using (AnswerFile answers = AnswerFile.Open(new FileInfo(_folder.PathOf("answers.csv")), TextWriter.Null))
            answers.WriteHeader(SmallModel.Of(), explain: false);

        Assert.Empty(_folder.Files);
    }

    private static string Written(ArtifactRows model, double answer)
    {
        using var output = new StringWriter();
        using AnswerFile file = AnswerFile.Open(null, output);
        file.Write(1, model, [0, 0, 0], [answer], explain: false);
        file.Finish();
        return output.ToString().TrimEnd('\n').Split(',')[1];
    }
}
