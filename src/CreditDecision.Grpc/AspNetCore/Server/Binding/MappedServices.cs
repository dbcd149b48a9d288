namespace Grpc.AspNetCore.Server.Binding;

/// <summary>Names of the services that the application mapped; written at start-up only.</summary>
internal sealed class MappedServices
{
    private readonly HashSet<string> _names = [];

    public void Add(string serviceName)
    {
        lock (_names)
            _names.Add(serviceName);
    }

    public bool Contains(string serviceName)
    {
        lock (_names)
            return _names.Contains(serviceName);
    }
}
