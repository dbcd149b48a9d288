using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Formats.Xgboost;
using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Tests.Formats.Xgboost;

/// <summary>Whatever the bytes are, a reader ends with a model or with a reason, and takes memory only as the file is long.</summary>
public class XgboostHostileTests
{
    [Theory]
    [InlineData("rank.json")]
    [InlineData("gamma.ubj")]
    [InlineData("categorical.json")]
    [InlineData("categorical.ubj")]
    public void A_file_that_ends_anywhere_is_refused(string file)
    {
        byte[] bytes = XgboostArtifacts.Bytes(file);
        // Behind its last brace a JSON file may have blanks, but these have none.
        for (int length = 0; length < bytes.Length; length++) XgboostArtifacts.Refusal(bytes[..length]);
    }

    [Theory]
    [InlineData("dart.json")]
    [InlineData("multiclass.ubj")]
    [InlineData("categorical.json")]
    [InlineData("categorical.ubj")]
    public void A_file_with_wrong_bytes_is_read_or_refused(string file)
    {
        byte[] sound = XgboostArtifacts.Bytes(file);
        var random = new StableRandom(20_261_125);
        int refused = 0;
        for (int run = 0; run < 2_000; run++)
        {
            byte[] bytes = [.. sound];
            for (int i = 0; i <= run % 4; i++) bytes[random.NextBelow(bytes.Length)] = (byte)random.NextBelow(256);
            var errors = new DocumentErrors();
            ModelArtifact? artifact = ArtifactReader.Read(bytes, errors);
            Assert.NotEqual(errors.Any, artifact is not null);
            if (artifact is null) refused++;
            // Whatever is accepted scores.
            else XgboostArtifacts.Outputs(artifact.Model, new double[artifact.Model.Inputs.Count]);
        }
        Assert.InRange(refused, 1_000, 2_000);
    }

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "flags without bytes", Ubjson("{i\x1a[$T#l\x7f\xff\xff\xff") },
        { "nulls without bytes", Ubjson("{i\x1a[$Z#l\x7f\xff\xff\xff") },
        { "no-ops without bytes", Ubjson("{i\x1a[$N#l\x7f\xff\xff\xff") },
        { "numbers that are not there", Ubjson("{i\x1a[$d#L\0\0\0\x01\0\0\0\0") },
        { "a count below zero", Ubjson("{i\x1a[$d#L\xff\xff\xff\xff\xff\xff\xff\xff") },
        { "a count that is a real number", Ubjson("{i\x1a[#d\x7f\xff\xff\xff") },
        { "more members than bytes", Ubjson("{#l\x7f\xff\xff\xff") },
        { "more items than bytes", Ubjson("{i\x1a[#l\x7f\xff\xff\xff") },
        { "a text that is not there", Ubjson("{i\x1aSl\x7f\xff\xff\xff") },
        { "a name that is not there", Ubjson("{L\x7f\xff\xff\xff\xff\xff\xff\xff") },
        { "a name of a length below zero", Ubjson("{i\xff") },
        { "lists in lists of one type", Ubjson("{i\x1a" + string.Concat(Enumerable.Repeat("[$[#i\x01", 100_000))) },
        { "lists in lists", Ubjson("{i\x1a" + new string('[', 1_000_000)) },
        { "objects in objects", Ubjson(string.Concat(Enumerable.Repeat("{i\x01" + "a", 300_000))) },
        { "lists in lists as text", Encoding.ASCII.GetBytes("{\"a\":" + new string('[', 1_000_000)) },
        { "objects in objects as text", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 300_000))) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_small_file_takes_little_memory_whatever_it_declares(string bomb, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        DocumentError refusal = XgboostArtifacts.Refusal(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
        Assert.True(refusal.Path.StartsWith("byte ", StringComparison.Ordinal), $"{bomb}: {refusal}");
    }

    [Fact]
    public void Values_are_counted_so_that_a_file_cannot_be_blown_up()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("{\"a\":[" + string.Concat(Enumerable.Repeat("[],", 2_200_000)) + "[]]}");
        Assert.Contains("holds more than 2097152 values", XgboostArtifacts.Refusal(bytes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_are_counted_so_that_high_categories_cannot_blow_up_a_file()
    {
        var sets = new XgboostSets();
        var tree = new XgboostNode(XgboostJson.Parse("""{"categories":[65535],"categories_nodes":[0],"categories_segments":[0],"categories_sizes":[1]}"""u8), "tree");
        for (int i = 0; i < XgboostLimits.MostSetWords / 2048; i++) sets.Read(tree, 1);
        Assert.Equal("tree.categories", Assert.Throws<ArtifactRefusedException>(() => sets.Read(tree, 1)).Path);
    }

    [Fact]
    public void Segments_that_share_categories_are_refused()
    {
        // Each of millions of splits could otherwise ask for the same 65,536 categories to be read again.
        var tree = new XgboostNode(
            XgboostJson.Parse("""{"categories":[3,5],"categories_nodes":[0,1],"categories_segments":[0,1],"categories_sizes":[2,1]}"""u8), "tree");
        Assert.Equal("tree.categories_sizes", Assert.Throws<ArtifactRefusedException>(() => new XgboostSets().Read(tree, 2)).Path);
    }

    [Fact]
    public void Numbers_are_counted_so_that_a_byte_each_cannot_fill_the_memory()
    {
        byte[] start = Ubjson("{i\x01" + "a[$U#l\x04\0\0\x01");
        var bytes = new byte[start.Length + XgboostLimits.MostNumbers + 2];
        start.CopyTo(bytes, 0);
        bytes[^1] = (byte)'}';
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("holds more than 67108864 numbers in lists", XgboostArtifacts.Refusal(bytes).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
    }

    [Fact]
    public void Numbers_of_all_lists_count_together()
    {
        int numbers = XgboostLimits.MostNumbers - 3;
        XgboostLimits.CountNumbers(ref numbers, 2, 9);
        XgboostLimits.CountNumbers(ref numbers, 1, 9);
        Assert.Equal("byte 9", Assert.Throws<ArtifactRefusedException>(() => XgboostLimits.CountNumbers(ref numbers, 1, 9)).Path);
    }

    // Each character is a byte.
    private static byte[] Ubjson(string text) => Encoding.Latin1.GetBytes(text);
}
