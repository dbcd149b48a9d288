using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;
using static CreditDecision.Modeling.Tests.Formats.Onnx.OnnxBytes;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>Files that were cut, damaged or made to hurt: each ends in a model or in errors, soon and with little memory.</summary>
public class OnnxHostileTests
{
    private const string Folder = "tests/Modeling.Tests/Formats/Onnx/Models";
    private const int Mutants = 20_000;

    [Theory]
    [InlineData("logistic")]
    [InlineData("chain")]
    [InlineData("ensemble5")]
    [InlineData("mlnet")]
    public void A_model_cut_anywhere_ends_in_errors_or_in_a_model(string name)
    {
        byte[] model = Repository.Bytes($"{Folder}/{name}.onnx");
        for (int length = 0; length < model.Length; length++) ReadAndScore(model[..length]);
    }

    [Fact]
    public void Damaged_models_end_in_errors_or_in_a_model()
    {
        byte[][] models = [.. Directory.GetFiles(Repository.PathOf(Folder), "*.onnx").Order().Select(File.ReadAllBytes).Where(model => model.Length < 2_100)];
        Assert.True(models.Length > 10);
        var random = new Random(20_261_125);
        int read = 0;
        for (int i = 0; i < Mutants; i++) read += ReadAndScore(Mutate(models[i % models.Length], random)) ? 1 : 0;

        // Some damage leaves a model, most does not; were either all, the test would test nothing.
        Assert.InRange(read, Mutants / 100, Mutants * 9 / 10);
    }

    [Theory]
    [InlineData(new byte[] { 0x08, 0x08, 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "says 18446744073709551615 bytes")]
    [InlineData(new byte[] { 0x08, 0x08, 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, "says 2147483647 bytes")]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02 }, "longer than 64 bits")]
    [InlineData(new byte[] { 0x08, 0x08, 0x3B, 0x3C }, "written as StartGroup")]
    [InlineData(new byte[] { 0x08, 0x08, 0x00 }, "field number 0 is none")]
    [InlineData(new byte[] { 0x08, 0x08 }, "has no graph")]
    [InlineData(new byte[] { 0x08, 0x08, 0x3A, 0x00, 0x3A, 0x00 }, "has two graphs")]
    public void Broken_lengths_and_numbers_are_refused(byte[] bytes, string what) => Assert.Contains(what, OnnxModels.Refusal(bytes).Message, StringComparison.Ordinal);

    [Fact]
    public void A_count_without_its_bytes_takes_no_memory()
    {
        byte[] tensor = [.. Tensor(1, 1L << 30, 1L << 30), .. Text(8, "w")];
        byte[] model = Model(Input("X", 1, -1, 1), Message(5, tensor), Node("MatMul", "", ["X", "w"], ["Y"]), Output("Y"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        DocumentError error = OnnxModels.Refusal(model);

        Assert.Contains("has 0 elements", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Nesting_without_end_is_not_followed()
    {
        byte[] type = Message(4, []);
        for (int depth = 0; depth < 20_000; depth++) type = Message(4, Message(1, type));
        byte[] model = Model(Input("X", 1, -1, 1), Message(12, [.. Text(1, "Y"), .. Message(2, type)]), Node("Exp", "", ["X"], ["Y"]));

        Assert.Equal(Math.E, OnnxModels.Predict(OnnxModels.Read(model), [1])[0], 1e-6);
    }

    [Fact]
    public void Few_bytes_cannot_make_many_numbers()
    {
        // Each step doubles the columns: 40 of them would be a billion.
        var nodes = new List<byte[]> { Input("X", 1, -1, 1) };
        for (int i = 0; i < 40; i++) nodes.Add(Node("Concat", "", [i == 0 ? "X" : $"c{i - 1}", i == 0 ? "X" : $"c{i - 1}"], [$"c{i}"], Int("axis", 1)));
        nodes.Add(Node("Exp", "", ["c39"], ["Y"]));
        nodes.Add(Output("Y"));

        Assert.Contains("more than", OnnxModels.Refusal(Model([.. nodes])).Message, StringComparison.Ordinal);
    }

    private static byte[] Mutate(byte[] model, Random random)
    {
        var bytes = new List<byte>(model);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.InsertRange(at, Varint((ulong)random.NextInt64())); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 65), bytes.Count - at))); break;
            }
            if (bytes.Count == 0) bytes.Add(8);
        }
        return [.. bytes];
    }

    private static bool ReadAndScore(byte[] bytes)
    {
        var errors = new DocumentErrors();
        CompiledModel? model = ArtifactReader.Read(bytes, errors)?.Model;
        Assert.NotEqual(model is null, !errors.Any);
        if (model is null) return false;
        OnnxModels.Predict(model, [.. model.Inputs.Select((_, i) => i * 0.5)]);
        OnnxModels.Margin(model, [.. model.Inputs.Select(_ => double.NaN)]);
        return true;
    }
}
