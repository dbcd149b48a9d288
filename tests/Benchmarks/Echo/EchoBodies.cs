using System.Buffers.Binary;
using Benchmarks.Echo.Messages;
using Google.Protobuf;

namespace Benchmarks.Echo;

/// <summary>The request bodies that are sent, as files for the load generator.</summary>
internal static class EchoBodies
{
    private const int FeatureCount = 40;

    /// <summary>Writes the bodies into a folder: a name, its protobuf size in bytes, and the file of each.</summary>
    public static IReadOnlyList<(string Name, int Size, string File)> Write(string folder)
    {
        var full = new SayRequest { Name = "world", Payload = ByteString.CopyFrom([.. Enumerable.Repeat((byte)7, 200)]) };
        for (var i = 0; i < FeatureCount; i++)
            full.Features[$"feature_{i:D2}"] = i * 1.5;

        return [Write(folder, "tiny", new SayRequest { Name = "world" }), Write(folder, "full", full)];
    }

    private static (string Name, int Size, string File) Write(string folder, string name, SayRequest request)
    {
        var message = request.ToByteArray();
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        var file = Path.Combine(folder, name + ".bin");
        File.WriteAllBytes(file, frame);
        return (name, message.Length, file);
    }
}
