using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies.Rollouts;

namespace CreditDecision.Core.Tests.Strategies.Rollouts;

public sealed class RolloutReaderTests
{
    [Fact]
    public void A_rollout_names_champion_challengers_and_shadows()
    {
        Rollout? rollout = RolloutContent.Read(
            """
            { "product": "cash", "salt": "s", "champion": { "id": "cash", "version": "1" },
              "challengers": [ { "id": "cash", "version": "2", "share_bps": 500 }, { "id": "cash", "version": "3", "share_bps": 100 } ],
              "shadows": [ { "id": "cash", "version": "4" }, { "id": "cash", "version": "1" } ] }
            """, out IReadOnlyList<DocumentError> errors);
        Assert.Empty(errors);
        Assert.Equal(
            [(RolloutRole.Champion, "1", 600, 9_400), (RolloutRole.Challenger, "2", 0, 500), (RolloutRole.Challenger, "3", 500, 100)],
            rollout!.Arms.Select(arm => (arm.Role, arm.Strategy.Version, arm.FirstBucket, arm.ShareBps)));
        Assert.Equal(["4", "1"], rollout.Shadows.Select(shadow => shadow.Version));
        Assert.Equal("1", rollout.Champion.Version);
        Assert.True(rollout.IsWritten);
    }

    [Fact]
    public void Challengers_may_take_everybody_and_no_more()
    {
        Assert.Equal(0, RolloutContent.Read(Challengers((2, 6_000), (3, 4_000)), out _)!.Arms[0].ShareBps);
        Assert.Null(RolloutContent.Read(Challengers((2, 6_000), (3, 4_001)), out IReadOnlyList<DocumentError> errors));
        DocumentError error = Assert.Single(errors);
        Assert.Equal(("challengers", "have shares that sum to 10001 bp, which is more than all borrowers (10000 bp)"), (error.Path, error.Message));
    }

    [Theory]
    [InlineData("\"share_bps\": 0", "challengers[0].share_bps", "decide nothing")]
    [InlineData("\"share_bps\": -1", "challengers[0].share_bps", "must be between 0 and 10000, is -1")]
    [InlineData("\"share_bps\": 10001", "challengers[0].share_bps", "must be between 0 and 10000, is 10001")]
    [InlineData("\"share_pct\": 5", "challengers[0].share_bps", "is missing")]
    public void A_share_without_sense_is_refused_at_its_place(string share, string path, string message)
    {
        string text = Challengers((2, 5)).Replace("\"share_bps\": 5", share, StringComparison.Ordinal);
        Assert.Null(RolloutContent.Read(text, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cash", "9", "no strategy \"cash\" of version \"9\" is loaded; of this product are \"cash\" 1, \"cash\" 2, \"cash\" 3, \"cash\" 4, \"cash\" 5")]
    [InlineData("car", "7", "strategy \"car\" of version \"7\" decides the product \"car\", not \"cash\"")]
    [InlineData("cash", "1", "strategy \"cash\" of version \"1\" is named before already")]
    public void A_challenger_that_cannot_be_is_refused_at_its_place(string id, string version, string message)
    {
        string text = Challengers((2, 5)).Replace("""
            "id": "cash", "version": "2"
            """, $"\"id\": \"{id}\", \"version\": \"{version}\"", StringComparison.Ordinal);
        Assert.Null(RolloutContent.Read(text, out IReadOnlyList<DocumentError> errors));
        Assert.Equal([new DocumentError("challengers[0]", message)], errors);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_and_a_misspelt_key_too()
    {
        Assert.Null(RolloutContent.Read(
            """
            { "product": "cash", "salt": "", "champion": { "id": "cash", "version": "0" }, "shadow": [],
              "shadows": [ { "id": "cash", "version": "2" }, { "id": "cash", "version": "2" }, { "id": "cash" } ] }
            """, out IReadOnlyList<DocumentError> errors));
        Assert.Equal(["salt", "champion", "shadows[1]", "shadows[2].version", "shadow"], errors.Select(error => error.Path));
    }

    private static string Challengers(params (int Version, int Share)[] challengers) =>
        $$"""
        { "product": "cash", "salt": "s", "champion": { "id": "cash", "version": "1" }, "challengers": [
          {{string.Join(", ", challengers.Select(one => $$"""{ "id": "cash", "version": "{{one.Version}}", "share_bps": {{one.Share}} }"""))}} ] }
        """;
}
