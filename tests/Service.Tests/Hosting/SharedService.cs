namespace CreditDecision.Service.Tests.Hosting;

/// <summary>One running service for all tests of a class that only read and add.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal RunningService Service { get; private set; } = null!;

    internal string Store => _folder.At("decisions.db");

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync(Store);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _folder.Dispose();
    }
}
