using Grpc.Core;
using Grpc.Testing;

namespace Grpc.Tests.Server;

/// <summary>What a caller sees of what a handler throws.</summary>
public sealed class HandlerErrorTests
{
    [Fact]
    public async Task An_unhandled_exception_is_unknown_without_detail()
    {
        var error = await FailAsync(_ => throw new InvalidOperationException("secret 13800138000"));
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task An_exception_of_a_task_is_the_same()
    {
        var error = await FailAsync(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("secret");
        });
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Detailed_errors_show_type_and_message_where_they_are_switched_on()
    {
        await using var host = await TestHost.StartAsync(
            new ScriptedService { Unary = (_, _) => throw new InvalidOperationException("for developers") },
            options => options.EnableDetailedErrors = true);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.UnaryCallAsync(new SimpleRequest()));
        Assert.Equal("Exception was thrown by handler. InvalidOperationException: for developers", error.Status.Detail);
    }

    [Fact]
    public async Task A_cancelled_task_of_the_handlers_own_is_an_error_of_the_handler()
    {
        var error = await FailAsync(_ => throw new OperationCanceledException("not the caller"));
        Assert.Equal(StatusCode.Unknown, error.StatusCode);
    }

    [Fact]
    public async Task A_chosen_status_comes_with_its_trailers_in_order()
    {
        var trailers = new Metadata { { "reason", "first" }, { "reason", "second" }, { "details-bin", [1, 2, 255] } };
        var error = await FailAsync(_ => throw new RpcException(new Status(StatusCode.NotFound, "no 决策 ☺ 100%"), trailers));
        Assert.Equal((StatusCode.NotFound, "no 决策 ☺ 100%"), (error.StatusCode, error.Status.Detail));
        Assert.Equal(["first", "second"], error.Trailers.GetAll("reason").Select(entry => entry.Value));
        Assert.Equal([1, 2, 255], error.Trailers.GetValueBytes("details-bin"));
    }

    [Fact]
    public async Task A_status_that_comes_while_the_caller_still_writes_is_the_calls()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            Duplex = async (requests, responses, context) =>
            {
                await requests.MoveNext(context.CancellationToken);
                await responses.WriteAsync(new StreamingOutputCallResponse());
                throw new RpcException(new Status(StatusCode.DataLoss, "enough"));
            },
        });
        for (var i = 0; i < 50; i++)
        {
            using var call = host.Client.FullDuplexCall(cancellationToken: TestContext.Current.CancellationToken);
            var writing = Task.Run(async () =>
            {
                while (true) await call.RequestStream.WriteAsync(new StreamingOutputCallRequest());
            });
            // Only then are the responses looked at, so that the writer has found out first.
            await Assert.ThrowsAsync<RpcException>(() => writing);
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            Assert.Equal((StatusCode.DataLoss, "enough"), (error.StatusCode, error.Status.Detail));
        }
    }

    [Fact]
    public async Task Trailers_set_before_the_error_are_kept()
    {
        var error = await FailAsync(context =>
        {
            context.ResponseTrailers.Add("stage", "identity");
            throw new RpcException(new Status(StatusCode.Aborted, "x"), new Metadata { { "more", "1" } });
        });
        Assert.Equal(("identity", "1"), (error.Trailers.GetValue("stage"), error.Trailers.GetValue("more")));
    }

    [Fact]
    public async Task A_status_set_on_the_context_stands_when_the_handler_returns()
    {
        var error = await FailAsync(context =>
        {
            context.Status = new Status(StatusCode.FailedPrecondition, "set");
            return Task.FromResult(new SimpleResponse());
        });
        Assert.Equal((StatusCode.FailedPrecondition, "set"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task A_handler_without_a_response_is_cancelled()
    {
        var error = await FailAsync(_ => Task.FromResult<SimpleResponse>(null!));
        Assert.Equal((StatusCode.Cancelled, "No message returned from method."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task An_error_after_some_messages_of_a_stream_comes_behind_them()
    {
        await using var host = await TestHost.StartAsync(new ScriptedService
        {
            ServerStreaming = async (_, responses, _) =>
            {
                await responses.WriteAsync(new StreamingOutputCallResponse());
                throw new RpcException(new Status(StatusCode.DataLoss, "then this"));
            },
        });
        using var call = host.Client.StreamingOutputCall(new StreamingOutputCallRequest());
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((StatusCode.DataLoss, "then this"), (error.StatusCode, error.Status.Detail));
    }

    private static async Task<RpcException> FailAsync(Func<ServerCallContext, Task<SimpleResponse>> handler)
    {
        await using var host = await TestHost.StartAsync(new ScriptedService { Unary = (_, context) => handler(context) });
        return await Assert.ThrowsAsync<RpcException>(async () => await host.Client.UnaryCallAsync(new SimpleRequest()));
    }
}
