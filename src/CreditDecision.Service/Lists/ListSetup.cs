namespace CreditDecision.Service.Lists;

public static class ListSetup
{
    public static void AddLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListBook>();
        builder.Services.AddSingleton<ListFollower>();
        builder.Services.AddSingleton<ListIntake>();
        builder.Services.AddSingleton<ListEndpoint>();
    }

    /// <summary>Before anything is decided.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The lists cannot be read.</exception>
    public static async Task ReadListsAsync(this IServiceProvider services) => await services.GetRequiredService<ListFollower>().FollowAsync(CancellationToken.None);
}
