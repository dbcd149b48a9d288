using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>A scripted service on a free loopback port, and command lines run against it in this process.</summary>
public sealed class CommandHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("creditctl-test-");

    private CommandHost(WebApplication application, ScriptedService service)
    {
        _application = application;
        Service = service;
        Address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public ScriptedService Service { get; }

    public string Address { get; }

    public static async Task<CommandHost> StartAsync()
    {
        var service = new ScriptedService();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton<ScriptedHealth>();
        builder.Services.AddSingleton<ScriptedStrategies>();
        builder.Services.AddSingleton<ScriptedReplays>();
        builder.Services.AddSingleton<ScriptedAudit>();
        builder.Services.AddSingleton<ScriptedRiskData>();
        builder.Services.AddSingleton<ScriptedErasures>();
        builder.Services.AddSingleton<ScriptedReviews>();
        builder.Services.AddSingleton<ScriptedGovernance>();
        WebApplication application = builder.Build();
        application.MapGrpcService<ScriptedService>();
        application.MapGrpcService<ScriptedHealth>();
        application.MapGrpcService<ScriptedStrategies>();
        application.MapGrpcService<ScriptedReplays>();
        application.MapGrpcService<ScriptedAudit>();
        application.MapGrpcService<ScriptedRiskData>();
        application.MapGrpcService<ScriptedErasures>();
        application.MapGrpcService<ScriptedReviews>();
        application.MapGrpcService<ScriptedGovernance>();
        await application.StartAsync();
        return new CommandHost(application, service);
    }

    public ScriptedStrategies Strategies => _application.Services.GetRequiredService<ScriptedStrategies>();

    public ScriptedReplays Replays => _application.Services.GetRequiredService<ScriptedReplays>();

    public ScriptedAudit Audit => _application.Services.GetRequiredService<ScriptedAudit>();

    public ScriptedRiskData RiskData => _application.Services.GetRequiredService<ScriptedRiskData>();

    public ScriptedErasures Erasures => _application.Services.GetRequiredService<ScriptedErasures>();

    public ScriptedReviews Reviews => _application.Services.GetRequiredService<ScriptedReviews>();

    public ScriptedGovernance Governance => _application.Services.GetRequiredService<ScriptedGovernance>();

    public ScriptedHealth Health => _application.Services.GetRequiredService<ScriptedHealth>();

    /// <summary>A file of the test's own.</summary>
    public string Write(string name, string content)
    {
        string path = PathOf(name);
        File.WriteAllText(path, content);
        return path;
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public Task<CommandResult> RunAsync(params string[] args) => RunBareAsync([.. args, "--server", Address]);

    /// <summary>Without <c>--server</c>.</summary>
    public static async Task<CommandResult> RunBareAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await CommandLine.RunAsync(args, new InvocationConfiguration { Output = output, Error = error });
        return new CommandResult(code, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

public sealed record CommandResult(int ExitCode, string Output, string Error);
