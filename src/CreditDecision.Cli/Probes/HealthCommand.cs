using System.CommandLine;
using CreditDecision.Cli.Calls;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace CreditDecision.Cli.Probes;

/// <summary><c>creditctl health</c>: asks the standard health service, once or until it says that it serves.</summary>
internal static class HealthCommand
{
    // Often enough that a start-up is not made longer by the asking.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var wait = new Option<TimeSpan?>("--wait") { Description = "Ask again until it serves, for at most so long.", HelpName = "time", CustomParser = Durations.Parse };
        var service = new Option<string>("--service") { Description = "Name of one service. Default: the server as a whole.", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "Print {\"status\": \"SERVING\"}." };
        var command = new Command("health", "Exits with 0 when the service is ready for applications, else with 1.") { wait, service, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            string status = await UntilServingAsync(connection, parsed.GetValue(service)!, parsed.GetValue(wait) ?? TimeSpan.Zero, TimeProvider.System, cancellation);
            string text = parsed.GetValue(json) ? $"{{\"status\": \"{status}\"}}" : status;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
            return status == Name(ServingStatus.Serving) ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    /// <returns>The last status that was seen.</returns>
    /// <exception cref="RpcException">No status at the last try.</exception>
    private static async Task<string> UntilServingAsync(
        Connection connection, string service, TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        var client = new Health.HealthClient(connection.Channel);
        var request = new HealthCheckRequest { Service = service };
        long start = time.GetTimestamp();
        while (true)
        {
            bool isLast = time.GetElapsedTime(start) >= wait;
            try
            {
                HealthCheckResponse answer = await client.CheckAsync(request, connection.Options(cancellation));
                if (isLast || answer.Status == ServingStatus.Serving) return Name(answer.Status);
            }
            catch (RpcException) when (!isLast && !cancellation.IsCancellationRequested)
            {
                // Not up yet; that is what waiting is for.
            }
            await Task.Delay(BetweenTries, time, cancellation);
        }
    }

    private static string Name(ServingStatus status) => Core.Documents.SnakeCase.Of(status).ToUpperInvariant();
}
