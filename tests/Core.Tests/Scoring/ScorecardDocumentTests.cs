using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Tests.Scoring;

public class ScorecardDocumentTests
{
    [Fact]
    public void A_sound_document_is_read_whole()
    {
        Scorecard scorecard = ScoringContent.Scorecard;
        Assert.Equal(("risk", "1", ModelKind.Risk, ScoringContent.Sha256), (scorecard.Id, scorecard.Version, scorecard.Kind, scorecard.Sha256));
        Assert.Equal([0, 1, 2], scorecard.Slots);
        Assert.Equal(new BinEvidence(500, 10, 0.8), scorecard.Characteristics[0].Bins[1].Evidence);
        Assert.Equal(new CharacteristicFit(0.4, -0.9, 0.1), scorecard.Characteristics[0].Fit);
        Assert.Equal(["= -1", "< 0.3", "0.3 to < 0.8", ">= 0.8", "missing"], scorecard.Characteristics[0].Bins.Select(bin => bin.Label));
    }

    [Theory]
    [InlineData("\"kind\": \"scorecard\"", "\"kind\": \"tree\"", "kind", "must be \"scorecard\"")]
    [InlineData("\"purpose\": \"risk\"", "\"purpose\": \"unspecified\"", "purpose", "must be one of identity, anti_fraud, aml")]
    [InlineData("\"pdo\": 40", "\"pdo\": 0", "pdo", "must be between")]
    [InlineData("\"base_odds\": 20", "\"base_odds\": -1", "base_odds", "must be between")]
    [InlineData("points_to_odds", "isotonic", "calibration.method", "must be one of points_to_odds, platt")]
    [InlineData("\"method\": \"points_to_odds\"", "\"method\": \"platt\", \"slope\": -1, \"intercept\": 0", "calibration.slope", "must be between")]
    [InlineData("\"feature\": \"employed\"", "\"feature\": \"sex\"", "characteristics[1].feature", "is not in the feature catalog")]
    [InlineData("\"feature\": \"employed\"", "\"feature\": \"utilisation\"", "characteristics[1].feature", "has a characteristic already")]
    [InlineData("\"reason\": \"profile\"", "\"reason\": \"mood\"", "characteristics[2].reason", "is not in the reason catalog")]
    [InlineData("\"from\": 0.8,", "\"from\": 0.9,", "characteristics[0].bins[3].from", "must be 0.8, where the range before ends")]
    [InlineData("\"from\": 0.3, \"below\": 0.8", "\"from\": 0.3, \"below\": 0.3", "characteristics[0].bins[2].below", "must be above 0.3")]
    [InlineData("\"from\": 0.8,", "\"from\": 0.8, \"below\": 5,", "characteristics[0].bins", "must cover every number; the last range ends at 5")]
    [InlineData("\"below\": 0.3,", "\"from\": 0, \"below\": 0.3,", "characteristics[0].bins[1].from", "must be left out in the lowest range")]
    [InlineData("\"special\": -1,", "\"values\": [\"x\"],", "characteristics[0].bins[0]", "is a bin of categories")]
    [InlineData("\"special\": -1,", "\"special\": -1, \"missing\": true,", "characteristics[0].bins[0]", "is special and missing at once")]
    [InlineData("{ \"missing\": true, \"points\": 20 }", "{ \"special\": -2, \"points\": 20 }", "characteristics[0].bins", "exactly one bin with missing")]
    [InlineData("{ \"missing\": true, \"points\": 20 }", "{ \"missing\": false, \"points\": 20 }", "characteristics[0].bins[4].missing", "can only be true")]
    [InlineData("{ \"values\": [\"false\"], \"points\": 5 },", "", "characteristics[1].bins", "must cover every category; false is in no bin")]
    [InlineData("\"graduate\", \"university\"", "\"graduate\", \"graduate\"", "characteristics[2].bins[0].values", "\"graduate\" is in two bins")]
    [InlineData("\"graduate\", \"university\"", "\"graduate\", \"phd\"", "characteristics[2].bins[0].values", "\"phd\" is not one of graduate")]
    [InlineData("\"points\": 25", "\"points\": 1e9", "characteristics[1].bins[0].points", "must be between")]
    [InlineData("\"points\": 25", "\"point\": 25", "characteristics[1].bins[0].points", "is missing")]
    [InlineData("\"fitted_by\": \"experts\"", "\"fitted_by\": \"experts\", \"data_sha256\": \"ABC\"", "made_from.data_sha256", "must be 64")]
    [InlineData("\"bad\": 10", "\"bad\": 501", "characteristics[0].bins[1].bad", "must be between 0 and 500")]
    public void A_mistake_is_named_with_its_path(string sound, string broken, string path, string message)
    {
        Assert.Contains(sound, ScoringContent.ScorecardText, StringComparison.Ordinal);
        Scorecard? scorecard = ScoringContent.Read(ScoringContent.ScorecardText.Replace(sound, broken), out IReadOnlyList<DocumentError> errors);
        Assert.Null(scorecard);
        Assert.Contains(errors, error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        string text = ScoringContent.ScorecardText.Replace("\"pdo\": 40", "\"pdo\": 0").Replace("\"from\": 0.8,", "\"from\": 0.9,")
            .Replace("{ \"values\": [\"false\"], \"points\": 5 },", "");
        ScoringContent.Read(text, out IReadOnlyList<DocumentError> errors);
        Assert.Equal(["pdo", "characteristics[0].bins[3].from", "characteristics[1].bins"], errors.Select(error => error.Path));
    }
}
