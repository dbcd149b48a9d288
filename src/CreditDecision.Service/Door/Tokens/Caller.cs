using System.Collections.Frozen;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Door.Tokens;

/// <summary>Who bears a token.</summary>
/// <param name="Identity">What of applications the caller may see: of its own client ids where it is a frontend or a partner and nothing else.</param>
internal sealed record Caller(ClientIdentity Identity, FrozenSet<Role> Roles)
{
    private static readonly Role[] OfSystems = [Role.Frontend, Role.Partner];

    /// <param name="name">The claim <c>sub</c>.</param>
    public static Caller Of(string name, IReadOnlyCollection<Role> roles, IEnumerable<string> clientIds)
    {
        bool seesAll = roles.Any(role => !OfSystems.Contains(role));
        // Which methods it may call the roles say.
        string[] services = seesAll ? [ClientIdentity.Everything] : [];
        return new Caller(new ClientIdentity(name, clientIds.ToFrozenSet(StringComparer.Ordinal), services.ToFrozenSet(StringComparer.Ordinal)), roles.ToFrozenSet());
    }

    /// <summary>For methods that have to know which person calls, and so cannot do without a token.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED: the call bore no token that the door believed.</exception>
    public static Caller Bearing(ServerCallContext context) => context.UserState.TryGetValue(typeof(Caller), out object? caller)
        ? (Caller)caller
        : throw new RpcException(new Status(StatusCode.Unauthenticated, "Who does this is told by the call's token, and it bears none that the service was told to believe."));

    /// <summary>Makes the caller known to the method that is called.</summary>
    public void Enter(ServerCallContext context) => context.UserState[typeof(Caller)] = this;
}
