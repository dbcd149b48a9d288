using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using Wire = Grpc.Health.V1.Health;

namespace CreditDecision.Service.Health;

/// <summary>grpc.health.v1.Health over <see cref="HealthStatuses"/>.</summary>
public sealed class HealthService(HealthStatuses statuses) : Wire.HealthBase
{
    /// <summary>What one answer of List may hold; the protocol's own advice.</summary>
    private const int MaxListed = 100;

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => statuses.Find(request.Service) is { } status
        ? Task.FromResult(new HealthCheckResponse { Status = status })
        : throw new RpcException(new Status(StatusCode.NotFound, "unknown service"));

    /// <inheritdoc/>
    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var all = statuses.All();
        if (all.Count > MaxListed)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, $"more than {MaxListed} services; ask for each with Check"));

        var response = new HealthListResponse();
        foreach (var (service, status) in all)
            response.Statuses[service] = new HealthCheckResponse { Status = status };

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var watch = statuses.Watch(request.Service) ?? throw new RpcException(new Status(StatusCode.ResourceExhausted, "too many watchers"));
        ServingStatus? told = null;
        await foreach (var status in watch.Changes.ReadAllAsync(context.CancellationToken))
        {
            if (status == told)
                continue;

            await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
            told = status;
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "the server is shutting down"));
    }
}
