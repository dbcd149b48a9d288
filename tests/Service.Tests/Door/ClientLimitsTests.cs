using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Door;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Door;

/// <summary>Turns that are held, so that nothing here depends on time.</summary>
public sealed class ClientLimitsTests
{
    private static readonly LimitOptions OneAtATime = new()
    {
        PerClient = new ClientLimit { Concurrency = 1 },
        Clients = { ["big"] = new ClientLimit { Concurrency = 2 } },
    };

    [Fact]
    public void A_client_has_so_many_calls_under_way_and_the_next_when_one_ended()
    {
        using var limits = new ClientLimits(OneAtATime);
        IDisposable first = Take(limits, "a");
        Refused(limits, "a");
        using IDisposable another = Take(limits, "b"), big = Take(limits, "big"), second = Take(limits, "big");
        Refused(limits, "big");
        first.Dispose();
        Take(limits, "a").Dispose();
    }

    [Fact]
    public void Ids_that_are_made_up_share_one_limit_and_take_nothing_from_who_is_known()
    {
        using var limits = new ClientLimits(OneAtATime);
        Take(limits, "known").Dispose();
        for (int i = 1; i < ClientLimits.MostUnnamed; i++) Take(limits, $"made-up-{i}").Dispose();
        using IDisposable shared = Take(limits, "one-more");
        Refused(limits, "and-another");
        using IDisposable known = Take(limits, "known"), big = Take(limits, "big");
    }

    [Fact]
    public void Ids_that_are_too_long_are_not_kept()
    {
        using var limits = new ClientLimits(OneAtATime);
        using IDisposable shared = Take(limits, new string('x', 65));
        Refused(limits, new string('y', 1_000_000));
        using IDisposable longest = Take(limits, new string('x', 64));
    }

    private static IDisposable Take(ClientLimits limits, string client) => limits.Take(null, ReceivedRequest.Of(new DecideRequest { ClientId = client }));

    private static void Refused(ClientLimits limits, string client) =>
        Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<RpcException>(() => Take(limits, client)).StatusCode);
}
