using System.Net;
using System.Security.Authentication;
using CreditDecision.Service.Door.Tokens;
using CreditDecision.Service.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace CreditDecision.Service.Door;

public static class DoorSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddDoor(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<DoorOptions>("Door");
        var limits = builder.Configuration.Read<LimitOptions>("Limits");
        string[] problems = [.. Problems(options, Addresses(builder.Configuration)), .. Problems(options.Tokens), .. Problems(limits, options)];
        // They would open doors that none of this guards.
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists()) problems = [.. problems, "setting Kestrel:Endpoints: is not taken; give the addresses as urls, and certificates under Door"];
        if (problems.Length > 0) throw new StartRefusedException(problems);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton<DoorLog>();
        builder.Services.AddSingleton<ClientDirectory>();
        builder.Services.AddSingleton<ClientLimits>();
        builder.Services.AddSingleton(services => new DoorGuard(
            options, services.GetRequiredService<ClientDirectory>(), options.Tokens.AreAskedFor ? ActivatorUtilities.CreateInstance<BearerTokens>(services, options.Tokens) : null,
            services.GetRequiredService<MethodAccess>()));
        builder.Services.AddSingleton<DoorInterceptor>();
        if (options.Certificate.Length == 0) return;
        builder.Services.AddSingleton<ServerCertificates>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ServerCertificates>());
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => Secure(https, kestrel.ApplicationServices.GetRequiredService<ServerCertificates>(), options)));
    }

    /// <summary>To be called when everything is mapped.</summary>
    /// <exception cref="StartRefusedException">A client may call a service that there is not: a slip of the pen, told now and not to that client.</exception>
    public static void CheckServicesOfClients(this WebApplication app)
    {
        string[] served = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint.RoutePattern.RawText ?? "").Trim('/').Split('/')[0].Split('.')[^1]).Where(name => name.Length > 0 && !name.StartsWith('{'))
            .Distinct().Order(StringComparer.Ordinal)];
        string[] problems = [.. from client in app.Services.GetRequiredService<DoorOptions>().Clients
            from service in client.Value.Services
            where service != ClientIdentity.Everything && !served.Contains(service)
            select $"setting Door:Clients:{client.Key}:Services: \"{service}\" is not served; there are {string.Join(", ", served)}, or * for all"];
        if (problems.Length > 0) throw new StartRefusedException(problems);
    }

    /// <summary>Says loudly what is served without TLS to other machines.</summary>
    public static void WarnOfPlaintext(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<DoorLog>();
        foreach (string address in Addresses(app.Configuration).Where(IsOpen)) log.Plaintext(address);
    }

    private static void Secure(HttpsConnectionAdapterOptions https, ServerCertificates certificates, DoorOptions options)
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        // Kestrel wants one of its own to be there; what a connection shows is said below, with those that lead to its authority.
        https.ServerCertificateSelector = (_, _) => certificates.Current.TargetCertificate;
        https.OnAuthenticate = (_, ssl) =>
        {
            ssl.ServerCertificateSelectionCallback = null;
            ssl.ServerCertificateContext = certificates.Current;
        };
        https.ClientCertificateMode = options.ClientCertificates switch
        {
            ClientCertificates.Required => ClientCertificateMode.RequireCertificate,
            ClientCertificates.Optional => ClientCertificateMode.AllowCertificate,
            _ => ClientCertificateMode.NoCertificate,
        };
        https.ClientCertificateValidation = (certificate, _, _) => certificates.Believes(certificate);
    }

    private static IEnumerable<string> Problems(DoorOptions options, IReadOnlyList<string> addresses)
    {
        bool asks = options.ClientCertificates is ClientCertificates.Optional or ClientCertificates.Required;
        if (options.Certificate.Length > 0 != options.CertificateKey.Length > 0) yield return "setting Door: Certificate and CertificateKey go together";
        if (options.ReloadSeconds is < 1 or > 86_400) yield return "setting Door:ReloadSeconds: must be 1 to 86400";
        if (!asks && options.ClientCertificates != ClientCertificates.None) yield return "setting Door:ClientCertificates: must be none, optional or required";
        if (asks && options.ClientAuthorities.Length == 0) yield return "setting Door:ClientAuthorities: is required where client certificates are asked for";
        if (asks && options.Clients.Count == 0) yield return "setting Door:Clients: nobody could call: name the clients that are known by their certificates";
        if (!asks && options.Clients.Count > 0) yield return "setting Door:Clients: is given, but Door:ClientCertificates asks for none";
        foreach (string problem in ClientDirectory.Problems(options)) yield return problem;
        foreach (string address in addresses)
        {
            if (!IsAddress(address))
            {
                yield return $"setting urls: \"{address}\" is no address: write http://host:port or https://host:port";
                continue;
            }
            bool isTls = address.StartsWith("https", StringComparison.OrdinalIgnoreCase);
            if (isTls && options.Certificate.Length == 0) yield return $"setting Door:Certificate: is required: {address} is https";
            if (!isTls && asks) yield return $"setting urls: {address} is not https, and clients are known by their certificates";
            if (IsOpen(address) && !options.AllowPlaintext)
                yield return $"setting urls: {address} takes calls without TLS from other machines; make it https (Door:Certificate), or loopback, or say Door:AllowPlaintext=true";
        }
    }

    private static IEnumerable<string> Problems(TokenOptions options)
    {
        if (options.AreAskedFor && options.Audience.Length == 0) yield return "setting Door:Tokens:Audience: is required where tokens are asked for: else one that was made for another service would do";
        if (options.AreAskedFor && options.Keys.Length == 0) yield return "setting Door:Tokens:Keys: is required where tokens are asked for";
        if (!options.AreAskedFor && options.Audience.Length + options.Keys.Length > 0) yield return "setting Door:Tokens:Issuer: is required where tokens are to be asked for";
        if (options.ClockSkewSeconds is < 0 or > 300) yield return "setting Door:Tokens:ClockSkewSeconds: must be 0 to 300";
        if (options.ReloadSeconds is < 1 or > 86_400) yield return "setting Door:Tokens:ReloadSeconds: must be 1 to 86400";
        if (options.RolesClaim.Length == 0) yield return "setting Door:Tokens:RolesClaim: must name a claim";
        if (options.ClientIdsClaim.Length == 0) yield return "setting Door:Tokens:ClientIdsClaim: must name a claim";
    }

    private static IEnumerable<string> Problems(LimitOptions options, DoorOptions door)
    {
        foreach ((string name, ClientLimit limit) in options.Clients.Select(client => ($"Clients:{client.Key}", client.Value)).Prepend(("PerClient", options.PerClient)))
        {
            if (limit.Rate < 0 || limit.Burst < 0 || limit.Concurrency < 0) yield return $"setting Limits:{name}: Rate, Burst and Concurrency must be 0 or more";
            // A bucket that is smaller than what comes back at a time would spill it.
            else if (limit.Burst > 0 && limit.Burst < limit.Rate / 10) yield return $"setting Limits:{name}:Burst: must be at least a tenth of Rate, or 0 for as much as Rate";
        }
        if (door.Clients.Count == 0) yield break;
        foreach (string name in options.Clients.Keys.Where(name => !door.Clients.ContainsKey(name)))
            yield return $"setting Limits:Clients:{name}: is no client of Door:Clients, by whose names limits go where certificates are asked for";
    }

    // As the host reads them: urls, or else bare ports, which are open to every machine.
    private static string[] Addresses(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls) return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] Ports(string key, string scheme) =>
            [.. (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}")];
        return [.. Ports("http_ports", "http"), .. Ports("https_ports", "https")];
    }

    // As the server will read it.
    private static bool IsAddress(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Scheme.ToLowerInvariant() is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsOpen(string address)
    {
        if (!address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) return false;
        BindingAddress parsed = BindingAddress.Parse(address);
        if (parsed.IsUnixPipe || parsed.IsNamedPipe) return false;
        string host = parsed.Host.Trim('[', ']');
        return !string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
