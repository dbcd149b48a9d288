using Alpha = Grpc.Reflection.V1Alpha;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using Stable = Grpc.Reflection.V1;

namespace CreditDecision.Service.Reflection;

/// <summary>Registers and maps reflection.</summary>
public static class ReflectionSetup
{
    /// <summary>Adds reflection over these services; each is a generated service's <c>Descriptor</c>. Reflection itself is listed too.</summary>
    public static IServiceCollection AddReflection(this IServiceCollection services, params ServiceDescriptor[] served)
    {
        var catalog = new ReflectionCatalog([.. served, Stable.ServerReflection.Descriptor, Alpha.ServerReflection.Descriptor]);
        return services
            .AddSingleton(catalog)
            .AddSingleton<ReflectionService>()
            .AddSingleton<AlphaReflectionService>();
    }

    /// <summary>Maps both versions of reflection.</summary>
    public static void MapReflection(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<ReflectionService>();
        routes.MapGrpcService<AlphaReflectionService>();
    }
}
