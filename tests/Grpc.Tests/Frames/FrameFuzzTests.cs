using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests.Frames;

/// <summary>Many broken bodies, the same in every run.</summary>
public sealed class FrameFuzzTests(InteropFixture fixture) : IClassFixture<InteropFixture>
{
    private const int Seed = 20260715;
    private const int Bodies = 400;

    private static readonly string[] Paths =
    [
        "/grpc.testing.TestService/EmptyCall",
        "/grpc.testing.TestService/UnaryCall",
        "/grpc.testing.TestService/StreamingInputCall",
        "/grpc.testing.TestService/StreamingOutputCall",
        "/grpc.testing.TestService/FullDuplexCall",
    ];

    [Fact]
    public async Task Whatever_the_frames_every_call_gets_a_status_and_the_server_lives()
    {
        var random = new Random(Seed);
        var statuses = new Dictionary<StatusCode, int>();
        for (var i = 0; i < Bodies; i++)
        {
            var encoding = random.Next(3) switch { 0 => "gzip", 1 => "snappy", _ => "identity" };
            var answer = await RawCall.PostAsync(fixture.Host, Body(random), Paths[random.Next(Paths.Length)], headers: ("grpc-encoding", encoding));
            Assert.True(answer.Status is not StatusCode.Unavailable, $"body {i}");
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
        }

        // The bodies are worth something only if they reach the good path as well as the bad ones.
        Assert.True(statuses.GetValueOrDefault(StatusCode.OK) > 0 && statuses.Count >= 3, string.Join(", ", statuses));
        Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(fixture.Host, RawCall.Frame(new SimpleRequest()))).Status);
    }

    /// <summary>A few frames, each true or damaged in one way, and sometimes bytes that are no frame at all.</summary>
    private static byte[] Body(Random random)
    {
        var body = new List<byte>();
        for (var frames = random.Next(4); frames > 0; frames--)
        {
            var payload = new byte[random.Next(2) == 0 ? 0 : random.Next(300)];
            random.NextBytes(payload);
            body.AddRange(random.Next(6) switch
            {
                0 => payload,
                1 => RawCall.Frame(payload, (byte)random.Next(256)),
                2 => RawCall.Frame(payload, announcedLength: (uint)random.NextInt64(uint.MaxValue)),
                3 => RawCall.Frame(Gzip.Compress(payload), flag: 1),
                4 => RawCall.Frame(payload, flag: 1),
                _ => RawCall.Frame(payload),
            });
        }

        return [.. body];
    }
}
