using System.Net;

namespace CreditDecision.Service.Strategies;

/// <summary>Where a call came from, as gRPC writes it: <c>ipv4:127.0.0.1:51234</c>, <c>ipv6:[::1]:51234</c>, <c>unix:/path</c>.</summary>
internal static class Peers
{
    /// <summary>False for whatever cannot be read.</summary>
    public static bool IsThisMachine(string peer)
    {
        if (peer.StartsWith("unix:", StringComparison.Ordinal)) return true;
        string address = peer[(peer.IndexOf(':', StringComparison.Ordinal) + 1)..];
        bool isAddress = peer.StartsWith("ipv4:", StringComparison.Ordinal) || peer.StartsWith("ipv6:", StringComparison.Ordinal);
        return isAddress && IPEndPoint.TryParse(address, out IPEndPoint? end) && IPAddress.IsLoopback(end.Address);
    }
}
