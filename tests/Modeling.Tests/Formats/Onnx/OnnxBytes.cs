using System.Buffers.Binary;
using System.Text;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>Writes ONNX's protobuf by hand, sound or not.</summary>
internal static class OnnxBytes
{
    public const string Learning = "ai.onnx.ml";

    /// <param name="parts">Fields of the graph.</param>
    public static byte[] Model(params byte[][] parts) => [.. Number(1, 8), .. Message(7, Join(parts)), .. Opset("", 15), .. Opset(Learning, 3)];

    public static byte[] Opset(string domain, long version) => Message(8, [.. Text(1, domain), .. Number(2, version)]);

    public static byte[] Input(string name, int type, params long[] dimensions) => Message(11, ValueInfo(name, type, dimensions));

    public static byte[] Output(string name, int type = 1) => Message(12, ValueInfo(name, type, []));

    public static byte[] Node(string operation, string domain, string[] inputs, string[] outputs, params byte[][] attributes) => Message(1,
    [
        .. inputs.SelectMany(input => Text(1, input)), .. outputs.SelectMany(output => Text(2, output)), .. Text(4, operation), .. Text(7, domain), .. Join(attributes),
    ]);

    public static byte[] Initializer(string name, params long[] numbers) => Message(5, [.. Tensor(7, numbers.Length), .. Packed(7, numbers), .. Text(8, name)]);

    public static byte[] Tensor(int type, params long[] dimensions) => [.. Packed(1, dimensions), .. Number(2, type)];

    public static byte[] Ints(string name, params long[] numbers) => Attribute(name, 7, Packed(8, numbers));

    public static byte[] Int(string name, long number) => Attribute(name, 2, Number(3, number));

    public static byte[] String(string name, string text) => Attribute(name, 3, Text(4, text));

    public static byte[] Strings(string name, params string[] texts) => Attribute(name, 8, [.. texts.SelectMany(text => Text(9, text))]);

    public static byte[] Floats(string name, params float[] numbers) => Attribute(name, 6, Message(7, [.. numbers.SelectMany(Bytes)]));

    public static byte[] TensorAttribute(string name, byte[] tensor) => Attribute(name, 4, Message(5, tensor));

    public static byte[] Attribute(string name, int type, byte[] content) => Message(5, [.. Text(1, name), .. content, .. Number(20, type)]);

    public static byte[] Number(int field, long number) => [.. Varint((ulong)field << 3), .. Varint((ulong)number)];

    public static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Message(int field, byte[] content) => [.. Varint((ulong)field << 3 | 2), .. Varint((ulong)content.Length), .. content];

    public static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number >= 0x80; number >>= 7) bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
        return [.. bytes];
    }

    private static byte[] Packed(int field, long[] numbers) => Message(field, [.. numbers.SelectMany(number => Varint((ulong)number))]);

    private static byte[] ValueInfo(string name, int type, long[] dimensions)
    {
        byte[] shape = [.. dimensions.SelectMany(size => Message(1, size < 0 ? [] : Number(1, size)))];
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, type), .. Message(2, shape)]))];
    }

    private static byte[] Bytes(float number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Join(byte[][] parts) => [.. parts.SelectMany(part => part)];
}
