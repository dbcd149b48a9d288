using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>
/// What the application registered, to tell whether a call needs a scope of its own. Making a scope for a handler that holds nothing
/// but singletons would cost each call more than the rest of its dispatch.
/// </summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    /// <summary>Whether services give the same object to every call.</summary>
    public bool IsSingleton(Type type) => Find(type)?.Lifetime == ServiceLifetime.Singleton;

    /// <summary>Whether services know the type.</summary>
    public bool IsRegistered(Type type) => Find(type) is not null;

    /// <summary>Whether the type's only constructor takes nothing but singletons, so that the root can serve it as well as a scope.</summary>
    public bool NeedsOnlySingletons(Type type) =>
        type.GetConstructors() is [var only] && only.GetParameters().All(parameter => IsSingleton(parameter.ParameterType));

    private ServiceDescriptor? Find(Type type)
    {
        var generic = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : null;
        return services.LastOrDefault(service => !service.IsKeyedService && service.ServiceType == type)
            ?? services.LastOrDefault(service => !service.IsKeyedService && generic is not null && service.ServiceType == generic);
    }
}
