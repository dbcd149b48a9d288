using CreditDecision.GrpcJs;

namespace Grpc.Tests.Interop;

/// <summary>The public interop cases with a client that is not ours.</summary>
public sealed class GrpcJsInteropTests(InteropFixture fixture) : IClassFixture<InteropFixture>
{
    [Theory]
    [InlineData("empty_unary")]
    [InlineData("large_unary")]
    [InlineData("client_compressed_unary")]
    [InlineData("server_compressed_unary")]
    [InlineData("client_streaming")]
    [InlineData("server_streaming")]
    [InlineData("ping_pong")]
    [InlineData("empty_stream")]
    [InlineData("custom_metadata")]
    [InlineData("status_code_and_message")]
    [InlineData("special_status_message")]
    [InlineData("unimplemented_method")]
    [InlineData("unimplemented_service")]
    [InlineData("cancel_after_begin")]
    [InlineData("cancel_after_first_response")]
    [InlineData("timeout_on_sleeping_server")]
    public async Task A_case_of_the_public_interop_tests_passes(string name) =>
        Assert.Equal($"ok {name}\n", await NodeScript.RunAsync("interop.js", [fixture.Host.Address.Authority, name]));
}
