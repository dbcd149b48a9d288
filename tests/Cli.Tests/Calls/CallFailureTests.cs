using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Tests.Commands;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Calls;

public sealed class CallFailureTests
{
    [Fact]
    public void Every_violation_is_kept_in_order()
    {
        var failure = CallFailure.From(ScriptedService.BadRequest(("a", "is required"), ("b[2].c", "must be a number"), ("a", "twice")));

        Assert.Equal("INVALID_ARGUMENT", failure.CodeName);
        Assert.Equal([new("a", "is required"), new("b[2].c", "must be a number"), new("a", "twice")], failure.Violations);
        Assert.Equal("INVALID_ARGUMENT: the application has mistakes\n  a: is required\n  b[2].c: must be a number\n  a: twice", failure.ToString());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(-1, 0)]
    [InlineData(9_999_999, 30)]
    public void The_time_after_which_to_retry_is_read_within_bounds(long seconds, int expected)
    {
        var info = new RetryInfo { RetryDelay = new Duration { Seconds = seconds } };

        var failure = CallFailure.From(ScriptedService.WithDetails(StatusCode.ResourceExhausted, "busy", info));

        Assert.Equal(TimeSpan.FromSeconds(expected), failure.RetryAfter);
    }

    [Fact]
    public void Broken_details_do_not_hide_the_status()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [0xff, 0xff, 0xff] } };

        var failure = CallFailure.From(new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "no"), trailers));

        Assert.Equal("INVALID_ARGUMENT: no", failure.ToString());
        Assert.Empty(failure.Violations);
    }

    [Fact]
    public void Every_status_has_the_name_that_the_gRPC_documents_give_it()
    {
        Assert.Equal(
            ["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED",
                "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"],
            Enumerable.Range(0, 17).Select(code => CallFailure.NameOf((StatusCode)code)));
    }
}
