using CreditDecision.Service.Decisions;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CreditDecision.Service.Faults;

/// <summary>
/// Turns what no handler expected into INTERNAL with an incident id that stands in the log beside the exception, so that nothing of our
/// inside reaches a caller. Cancellation and errors that are answers pass.
/// </summary>
public sealed partial class FaultInterceptor(ILogger<FaultInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (RpcException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            string incident = Guid.CreateVersion7().ToString("N");
            Unexpected(fault, context.Method, incident);
            throw Refusals.Internal(incident);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} failed unexpectedly; incident {Incident}")]
    private partial void Unexpected(Exception fault, string method, string incident);
}
