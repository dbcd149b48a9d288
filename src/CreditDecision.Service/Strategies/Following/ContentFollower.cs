using CreditDecision.Service.Lists;
using CreditDecision.Service.Strategies.Contents;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>Follows the logs of what may decide and of the lists: puts to use what another replica did, and renews the lease.</summary>
internal sealed class ContentFollower(
    IContentEvents events, ContentKeeper keeper, ListFollower lists, ContentLease lease, ContentOptions options, ContentLog log) : BackgroundService
{
    private bool _held = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the service does not wait for it.
        await Task.Yield();
        try
        {
            while (true)
            {
                await FollowAsync(stoppingToken);
                await events.WaitAsync(TimeSpan.FromMilliseconds(options.PollMilliseconds), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        try
        {
            ContentEvent? last = await events.LastAsync(stopping);
            if (last is not null) await keeper.FollowAsync(last, stopping);
            await lists.FollowAsync(stopping);
            lease.Confirm();
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.NotFollowed(problem);
        }
        if (lease.IsHeld == _held) return;
        _held = !_held;
        if (!_held) log.LeaseLost(options.LeaseSeconds);
    }
}
