using Grpc.Core;
using Grpc.Testing;
using Grpc.Tests.Frames;

namespace Grpc.Tests.Server;

/// <summary>Deadlines that the server keeps. The calls are made by hand, without a client that would keep them itself.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task A_handler_that_does_not_look_is_ended_for_its_caller_at_the_deadline()
    {
        var release = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = async (_, _) =>
            {
                await release.Task;
                return new SimpleResponse();
            },
        });
        var answer = await RawCall.PostAsync(host, RawCall.Frame(new SimpleRequest()), headers: ("grpc-timeout", "20m"));
        Assert.Equal((StatusCode.DeadlineExceeded, 0), (answer.Status, answer.Body.Length));
        release.SetResult();
    }

    [Fact]
    public async Task A_handler_that_looks_sees_its_token_and_its_deadline()
    {
        var seen = new TaskCompletionSource<(DateTime Deadline, bool Cancelled)>();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = async (_, context) =>
            {
                var cancelled = new TaskCompletionSource();
                await using var registration = context.CancellationToken.Register(cancelled.SetResult);
                await cancelled.Task;
                seen.SetResult((context.Deadline, context.CancellationToken.IsCancellationRequested));
                context.CancellationToken.ThrowIfCancellationRequested();
                return new SimpleResponse();
            },
        });
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;
        var answer = await RawCall.PostAsync(host, RawCall.Frame(new SimpleRequest()), headers: ("grpc-timeout", "50m"));
        Assert.Equal(StatusCode.DeadlineExceeded, answer.Status);
        var (deadline, wasCancelled) = await seen.Task;
        Assert.True(wasCancelled);
        Assert.InRange(deadline, before.AddMilliseconds(50), TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.Equal(DateTimeKind.Utc, deadline.Kind);
    }

    [Fact]
    public async Task A_stream_ends_at_the_deadline_behind_the_messages_already_sent()
    {
        var write = new TaskCompletionSource<Exception?>();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ServerStreaming = async (_, responses, context) =>
            {
                await responses.WriteAsync(new StreamingOutputCallResponse());
                var cancelled = new TaskCompletionSource();
                await using var registration = context.CancellationToken.Register(cancelled.SetResult);
                await cancelled.Task;
                write.SetResult(await Record.ExceptionAsync(() => responses.WriteAsync(new StreamingOutputCallResponse())));
            },
        });
        var answer = await RawCall.PostAsync(
            host, RawCall.Frame(new StreamingOutputCallRequest()), "/grpc.testing.TestService/StreamingOutputCall", headers: ("grpc-timeout", "50m"));
        Assert.Equal((StatusCode.DeadlineExceeded, 5), (answer.Status, answer.Body.Length));
        Assert.NotNull(await write.Task);
    }

    [Fact]
    public async Task A_handler_that_waits_for_a_request_wakes_up_at_the_deadline()
    {
        var ended = new TaskCompletionSource<Exception?>();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ClientStreaming = async (requests, _) =>
            {
                ended.SetResult(await Record.ExceptionAsync(() => requests.MoveNext()));
                return new StreamingInputCallResponse();
            },
        });
        using var call = host.Client.StreamingInputCall(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(50));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.NotNull(await ended.Task);
    }

    [Theory]
    [InlineData("10S", 10.0)]
    [InlineData("2M", 120.0)]
    [InlineData("99999999m", 99_999.999)]
    public async Task A_call_in_time_is_not_touched(string timeout, double seconds)
    {
        var left = TimeSpan.Zero;
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = (_, context) =>
            {
                left = context.Deadline - TimeProvider.System.GetUtcNow().UtcDateTime;
                return Task.FromResult(new SimpleResponse());
            },
        });
        var answer = await RawCall.PostAsync(host, RawCall.Frame(new SimpleRequest()), headers: ("grpc-timeout", timeout));
        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.InRange(left, TimeSpan.FromSeconds(seconds / 2), TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task A_call_without_a_deadline_has_all_the_time()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = (_, context) => Task.FromResult(new SimpleResponse { Username = context.Deadline == DateTime.MaxValue ? "all" : "less" }),
        });
        Assert.Equal("all", (await host.Client.UnaryCallAsync(new SimpleRequest())).Username);
    }

    [Fact]
    public async Task Many_deadlines_that_pass_while_handlers_write_leave_the_server_sound()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ServerStreaming = async (_, responses, context) =>
            {
                while (!context.CancellationToken.IsCancellationRequested)
                    await responses.WriteAsync(new StreamingOutputCallResponse());
            },
        });
        var calls = Enumerable.Range(0, 64).Select(i => RawCall.PostAsync(
            host,
            RawCall.Frame(new StreamingOutputCallRequest()),
            "/grpc.testing.TestService/StreamingOutputCall",
            headers: ("grpc-timeout", $"{(i % 8) + 1}m")));
        foreach (var answer in await Task.WhenAll(calls))
            Assert.Contains(answer.Status, new[] { StatusCode.DeadlineExceeded, StatusCode.OK });

        var after = await RawCall.PostAsync(host, RawCall.Frame(new SimpleRequest()));
        Assert.Equal(StatusCode.Unimplemented, after.Status);
    }
}
