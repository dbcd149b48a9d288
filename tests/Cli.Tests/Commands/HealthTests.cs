using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace CreditDecision.Cli.Tests.Commands;

public sealed class HealthTests
{
    [Fact]
    public async Task A_serving_service_is_exit_code_0()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await host.RunAsync("health");
        CommandResult json = await host.RunAsync("health", "--json");

        Assert.Equal((0, "SERVING"), (result.ExitCode, result.Output.Trim()));
        Assert.Equal("""{"status": "SERVING"}""", json.Output.Trim());
    }

    [Fact]
    public async Task One_that_does_not_serve_is_exit_code_1_at_once()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Health.Status = ServingStatus.NotServing;

        CommandResult result = await host.RunAsync("health");

        Assert.Equal((1, "NOT_SERVING", 1), (result.ExitCode, result.Output.Trim(), host.Health.Asked));
    }

    [Fact]
    public async Task Waiting_ends_as_soon_as_it_serves()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Health.NotYet = 2;

        CommandResult result = await host.RunAsync("health", "--wait", "1h");

        Assert.Equal((0, 3), (result.ExitCode, host.Health.Asked));
    }
}
