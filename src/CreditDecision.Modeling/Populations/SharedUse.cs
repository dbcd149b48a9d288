namespace CreditDecision.Modeling.Populations;

/// <summary>How many applicants use the same device, network and address: the trace that rings leave.</summary>
internal sealed class SharedUse
{
    private readonly Dictionary<long, int> _devices = [];
    private readonly Dictionary<long, int> _networks = [];
    private readonly Dictionary<long, int> _addresses = [];

    internal void Add(Footprint footprint)
    {
        Count(_devices, footprint.DeviceId);
        Count(_networks, footprint.NetworkId);
        Count(_addresses, footprint.AddressId);
    }

    internal int OnDevice(Footprint footprint) => _devices[footprint.DeviceId];

    internal int OnNetwork(Footprint footprint) => _networks[footprint.NetworkId];

    internal int AtAddress(Footprint footprint) => _addresses[footprint.AddressId];

    private static void Count(Dictionary<long, int> counts, long id) => counts[id] = counts.GetValueOrDefault(id) + 1;
}
