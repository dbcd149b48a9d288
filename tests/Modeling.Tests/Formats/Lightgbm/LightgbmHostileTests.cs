using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Lightgbm;

/// <summary>Whatever the bytes, reading ends in a model or in an error that says where and why, and costs no more than the bytes that are there.</summary>
public class LightgbmHostileTests
{
    private static readonly byte[] Model = Encoding.UTF8.GetBytes(LightgbmText.MixedModel);

    // Without tree_sizes, which catches nearly every change before anything else is looked at.
    private static readonly string Unsized =
        string.Join('\n', LightgbmText.MixedModel.Split('\n').Where(line => !line.StartsWith("tree_sizes", StringComparison.Ordinal)));

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_means_the_same()
    {
        int end = LightgbmText.MixedModel.IndexOf("end of trees", StringComparison.Ordinal) + "end of trees".Length;
        for (int length = 0; length < Model.Length; length++)
        {
            string cut = LightgbmText.MixedModel[..length];
            ModelArtifact? artifact = Read(Model.AsMemory(0, length));
            if (length < end) Assert.True(artifact is null, $"accepted when cut at byte {length}");
            else if (artifact is not null) Assert.Equal(0.5, LightgbmText.Margin(LightgbmText.Read(cut), 1, 1));
        }
    }

    [Fact]
    public void Bytes_changed_at_random_end_in_a_model_or_in_an_error()
    {
        var random = new Random(20_240_601);
        byte[] unsized = Encoding.UTF8.GetBytes(Unsized);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++)
        {
            var bytes = new List<byte>(round % 2 == 0 ? Model : unsized);
            for (int change = random.Next(1, 4); change > 0; change--) Change(bytes, random);
            accepted += Read(bytes.ToArray()) is null ? 0 : 1;
        }
        // Most changes break the file; those in what scoring does not read must not.
        Assert.InRange(accepted, 100, 15_000);
    }

    [Theory]
    [InlineData("left_child=1 -1", "left_child=0 -1")]
    [InlineData("right_child=-2 -3", "right_child=-2 -2")]
    [InlineData("right_child=-2 -3", "right_child=1 -3")]
    public void Children_that_make_no_tree_are_refused(string found, string replaced)
    {
        Assert.NotNull(Read(Encoding.UTF8.GetBytes(Unsized)));
        Assert.Contains(found, Unsized, StringComparison.Ordinal);
        Assert.Null(Read(Encoding.UTF8.GetBytes(Unsized.Replace(found, replaced))));
    }

    [Theory]
    [InlineData("num_leaves=3", "num_leaves=2097152")]
    [InlineData("num_cat=1\n", "num_cat=2\n")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 2048")]
    [InlineData("max_feature_idx=1", "max_feature_idx=4095")]
    public void Room_is_made_for_what_is_there_and_not_for_what_is_declared(string found, string replaced)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(LightgbmText.MixedModel.Replace(found, replaced));
        Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Read(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Theory]
    [InlineData("version=v4", '9', "line 2: version: \"v499999999999999999999999999999999999999\"... is longer than 1024 bytes")]
    [InlineData("threshold=1.5", '5', null)]
    [InlineData("leaf_value=0", '0', null)]
    [InlineData("num_leaves=", '9', "line 13: num_leaves: \"9999999999999999999999999999999999999999\"... is no whole number of 32 bits")]
    [InlineData("feature_names=x", ' ', "line 8: feature_names: must hold values with one space between")]
    [InlineData("feature_infos=[0:9] 1", ':', "line 9: feature_infos: of \"y\" must be none")]
    [InlineData("feature_names=x", 'x', "line 8: feature_names: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"... is longer than 1024 bytes")]
    [InlineData("objective=binary", ' ', "line 7: objective: \"binary                                  \"... is longer than 1024 bytes")]
    [InlineData("pandas_categorical:", '[', "line 64: pandas_categorical must be JSON")]
    [InlineData("pandas_categorical:", ' ', null)]
    [InlineData("Tree=0", '\n', null)]
    [InlineData("x=1\n", '=', null)]
    public void A_line_of_a_million_characters_is_read_or_refused_with_a_short_reason(string found, char filler, string? expected)
    {
        string text = LightgbmText.MixedModel;
        int place = text.IndexOf(found, StringComparison.Ordinal) + found.Length;
        var errors = new DocumentErrors();
        ArtifactReader.Read(Encoding.UTF8.GetBytes(text[..place] + new string(filler, 1_000_000) + text[place..]), errors);
        Assert.All(errors.All, error => Assert.InRange(error.ToString().Length, 1, 300));
        if (expected is not null) Assert.StartsWith(expected, Assert.Single(errors.All).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] bytes = [.. Model];
        bytes[LightgbmText.MixedModel.IndexOf("x y", StringComparison.Ordinal)] = 0xff;
        var errors = new DocumentErrors();
        Assert.Null(ArtifactReader.Read(bytes, errors));
        Assert.Equal("line 8: feature_names: is not UTF-8", Assert.Single(errors.All).ToString());
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int place = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0: bytes[place] = (byte)random.Next(256); break;
            case 1: bytes[place] = (byte)"0123456789-=. :[]\n"[random.Next(18)]; break;
            case 2: bytes.RemoveAt(place); break;
            case 3: bytes.Insert(place, bytes[random.Next(bytes.Count)]); break;
            default: bytes.RemoveRange(place, Math.Min(random.Next(40), bytes.Count - place)); break;
        }
    }

    private static ModelArtifact? Read(ReadOnlyMemory<byte> bytes)
    {
        var errors = new DocumentErrors();
        ModelArtifact? artifact = ArtifactReader.Read(bytes, errors);
        Assert.Equal(artifact is null, errors.Any);
        return artifact;
    }
}
