using Grpc.AspNetCore.Server.Calls;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>
/// Answers gRPC calls that no endpoint took with UNIMPLEMENTED. It stands behind the endpoints and is none itself: a catch-all route
/// would be a second candidate for every call, and the router would weigh the two each time.
/// </summary>
internal sealed class UnimplementedFilter(MappedServices mapped, IOptions<GrpcServiceOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        app.Use((RequestDelegate after) => http => IsUnknownCall(http) ? RefuseAsync(http) : after(http));
    };

    private bool IsUnknownCall(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method)
        && WireNames.IsGrpcContentType(http.Request.ContentType)
        && !http.Response.HasStarted
        && TryGetService(http, out var service)
        && (options.Value.IgnoreUnknownServices is not true || mapped.Contains(service));

    private Task RefuseAsync(HttpContext http)
    {
        var isKnown = TryGetService(http, out var service) && mapped.Contains(service);
        Refusal.Answer(http, StatusCodes.Status200OK, new Status(StatusCode.Unimplemented, isKnown ? "Method is unimplemented." : "Service is unimplemented."));
        return Task.CompletedTask;
    }

    /// <summary>The service's name if the path has the two parts of a call.</summary>
    private static bool TryGetService(HttpContext http, out string service)
    {
        var parts = (http.Request.Path.Value ?? "").Split('/');
        service = parts is ["", _, _] ? parts[1] : "";
        return service.Length > 0;
    }
}
