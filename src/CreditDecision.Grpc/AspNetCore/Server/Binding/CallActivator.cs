using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Binding;

/// <summary>Gives each call its handler or interceptor: the registered service if there is one, else a new object made with services.</summary>
internal sealed class CallActivator<T>
    where T : class
{
    private readonly IServiceProvider _root;
    private readonly bool _fromRoot;
    private readonly Func<IServiceProvider, T>? _make;
    private T? _singleton;

    public CallActivator(IServiceProvider root, Type type, object[] arguments)
    {
        var lifetimes = root.GetRequiredService<ServiceLifetimes>();
        _root = root;
        IsSingleton = arguments.Length == 0 && lifetimes.IsSingleton(type);
        if (arguments.Length == 0 && lifetimes.IsRegistered(type))
            _make = services => (T)services.GetRequiredService(type);
        else
        {
            var factory = ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]);
            _make = services => (T)factory(services, arguments);
            _fromRoot = arguments.Length == 0 && lifetimes.NeedsOnlySingletons(type);
            MustRelease = typeof(IAsyncDisposable).IsAssignableFrom(type) || typeof(IDisposable).IsAssignableFrom(type);
        }
    }

    /// <summary>Whether all calls share one object.</summary>
    public bool IsSingleton { get; }

    /// <summary>Whether the call must release what it was given; services release their own.</summary>
    public bool MustRelease { get; }

    /// <summary>The call's object. The shared one is made by the first call and not at start-up, as a service is.</summary>
    public T Get(HttpContext http)
    {
        if (IsSingleton)
            return _singleton ??= _make!(_root);

        return _make!(_fromRoot ? _root : http.RequestServices);
    }

    /// <summary>Releases an object for which <see cref="MustRelease"/> holds.</summary>
    public static ValueTask ReleaseAsync(T instance)
    {
        if (instance is IAsyncDisposable later)
            return later.DisposeAsync();

        (instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
