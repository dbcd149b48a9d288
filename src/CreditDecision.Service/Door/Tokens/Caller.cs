using System.Collections.Frozen;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Door.Tokens;

/// <summary>Who bears a token.</summary>
/// <param name="Identity">What of applications the caller may see: of its own client ids where it is a frontend or a partner and nothing else.</param>
internal sealed record Caller(ClientIdentity Identity, FrozenSet<Role> Roles)
{
    private static readonly Role[] OfSystems = [Role.Frontend, Role.Partner];

    /// <summary>Who makes the call, for whatever has to know more than that they may; null where no token was asked for.</summary>
    public static Caller? Of(ServerCallContext context) => context.GetHttpContext().Items[typeof(Caller)] as Caller;

    public void Bear(HttpContext http) => http.Items[typeof(Caller)] = this;

    /// <param name="name">The claim <c>sub</c>.</param>
    public static Caller Of(string name, IReadOnlyCollection<Role> roles, IEnumerable<string> clientIds)
    {
        bool seesAll = roles.Any(role => !OfSystems.Contains(role));
        // Which methods it may call the roles say.
        string[] services = seesAll ? [ClientIdentity.Everything] : [];
        return new Caller(new ClientIdentity(name, clientIds.ToFrozenSet(StringComparer.Ordinal), services.ToFrozenSet(StringComparer.Ordinal)), roles.ToFrozenSet());
    }
}
