namespace CreditDecision.Service.Door;

/// <summary>Configuration section <c>Limits</c>: what one client may ask of the service.</summary>
public sealed class LimitOptions
{
    /// <summary>Of every client that has none of its own.</summary>
    public ClientLimit PerClient { get; set; } = new();

    /// <summary>By the client's name in <c>Door:Clients</c>, or where certificates are not asked for by its <c>client_id</c>.</summary>
    public Dictionary<string, ClientLimit> Clients { get; set; } = [];
}

/// <summary>0 is no limit.</summary>
public sealed class ClientLimit
{
    /// <summary>Calls a second in the long run.</summary>
    public int Rate { get; set; }

    /// <summary>Calls at once after a pause; 0 is one second's.</summary>
    public int Burst { get; set; }

    /// <summary>Calls under way at a time.</summary>
    public int Concurrency { get; set; }
}
