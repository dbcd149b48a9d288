using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests.Server;

/// <summary>Callers that give up.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task A_handler_sees_that_its_caller_gave_up()
    {
        var started = new TaskCompletionSource();
        var noticed = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Unary = async (_, context) =>
            {
                await using var registration = context.CancellationToken.Register(noticed.SetResult);
                started.SetResult();
                await noticed.Task;
                throw new OperationCanceledException(context.CancellationToken);
            },
        });
        using var giveUp = new CancellationTokenSource();
        using var call = host.Client.UnaryCallAsync(new SimpleRequest(), cancellationToken: giveUp.Token);
        await started.Task;
        await giveUp.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await noticed.Task;
    }

    [Fact]
    public async Task A_handler_that_waits_for_a_request_wakes_up_when_its_caller_gives_up()
    {
        var started = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Exception?>();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Duplex = async (requests, responses, _) =>
            {
                started.SetResult();
                ended.SetResult(await Record.ExceptionAsync(() => requests.MoveNext()));
            },
        });
        var call = host.Client.FullDuplexCall();
        await started.Task;
        call.Dispose();
        Assert.NotNull(await ended.Task);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_handler_that_writes_without_end_stops_when_its_caller_gives_up()
    {
        var ended = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ServerStreaming = async (_, responses, context) =>
            {
                try
                {
                    while (!context.CancellationToken.IsCancellationRequested)
                        await responses.WriteAsync(new StreamingOutputCallResponse());
                }
                finally
                {
                    ended.SetResult();
                }
            },
        });
        using var call = host.Client.StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        call.Dispose();
        await ended.Task;
    }

    [Fact]
    public async Task A_server_that_ends_early_ends_the_callers_stream_of_requests()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ClientStreaming = (_, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "enough")),
        });
        using var call = host.Client.StreamingInputCall();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal((StatusCode.PermissionDenied, "enough"), (error.StatusCode, error.Status.Detail));
        await Assert.ThrowsAnyAsync<Exception>(() => call.RequestStream.WriteAsync(new StreamingInputCallRequest()));
    }
}
