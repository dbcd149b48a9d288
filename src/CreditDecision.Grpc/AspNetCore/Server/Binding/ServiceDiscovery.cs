using System.Reflection;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>Finds the methods of a service by what generated code says of its base class.</summary>
internal static class ServiceDiscovery
{
    /// <summary>Names every method of the service to the binder.</summary>
    /// <exception cref="InvalidOperationException">The type does not derive from a generated service base.</exception>
    public static void Bind<TService>(ServiceBinderBase binder)
        where TService : class
    {
        var (attribute, baseType) = FindAttribute(typeof(TService));
        var bind = attribute.BindType.GetMethod(
            attribute.BindMethodName,
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
            [typeof(ServiceBinderBase), baseType]);
        if (bind is null)
            throw new InvalidOperationException($"Cannot locate {attribute.BindMethodName}(ServiceBinderBase, {baseType.Name}) method for the current service type: {typeof(TService).FullName}.");

        bind.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [binder, null], null);
    }

    private static (BindServiceMethodAttribute Attribute, Type BaseType) FindAttribute(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
                return (attribute, current);
        }

        throw new InvalidOperationException($"Cannot find bind method for service type {type.Name}: it does not derive from a generated service base.");
    }
}
