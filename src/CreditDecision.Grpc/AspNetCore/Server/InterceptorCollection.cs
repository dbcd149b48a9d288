using System.Collections.ObjectModel;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Interceptors in the order in which they stand around a call, outermost first.</summary>
public class InterceptorCollection : Collection<InterceptorRegistration>
{
    /// <summary>Adds a type. Each call gets its own object, made with services and these arguments, unless the type is itself a service.</summary>
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(typeof(TInterceptor), args);

    /// <summary>Adds a type.</summary>
    /// <exception cref="ArgumentException">It is not an <see cref="Interceptor"/>.</exception>
    public void Add(Type interceptorType, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(interceptorType);
        if (!typeof(Interceptor).IsAssignableFrom(interceptorType))
            throw new ArgumentException($"Type must inherit from {typeof(Interceptor).FullName}.", nameof(interceptorType));

        Add(new InterceptorRegistration(interceptorType, args));
    }
}

/// <summary>One interceptor to be made for each call.</summary>
public class InterceptorRegistration
{
    internal InterceptorRegistration(Type type, IReadOnlyList<object> arguments) => (Type, Arguments) = (type, arguments);

    /// <summary>Its type.</summary>
    public Type Type { get; }

    /// <summary>Constructor arguments that are not services.</summary>
    public IReadOnlyList<object> Arguments { get; }
}
