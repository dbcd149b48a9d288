using Grpc.AspNetCore.Server.Calls;
using Microsoft.AspNetCore.Http;

// The namespace in which a handler that uses ServerCallContext finds it without a using.
#pragma warning disable IDE0130
namespace Grpc.Core;

/// <summary>From a call to its HTTP request.</summary>
public static class ServerCallContextExtensions
{
    private const string HttpContextKey = "__HttpContext";

    /// <summary>The HTTP request of a call.</summary>
    /// <exception cref="InvalidOperationException">The context is not of a server of ASP.NET Core. (A test double may put one into
    /// <see cref="ServerCallContext.UserState"/> under "__HttpContext".)</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        if (serverCallContext is ServerCall call)
            return call.Http;

        return serverCallContext.UserState.TryGetValue(HttpContextKey, out var http) && http is HttpContext found
            ? found
            : throw new InvalidOperationException(
                "Could not get HttpContext from ServerCallContext. HttpContext can only be accessed when gRPC services are hosted by ASP.NET Core.");
    }
}
