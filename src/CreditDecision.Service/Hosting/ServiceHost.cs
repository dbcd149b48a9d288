using CreditDecision.Service.Audit;
using CreditDecision.Service.Backtests;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Rehearsing;
using CreditDecision.Service.Door;
using CreditDecision.Service.Door.Tokens;
using CreditDecision.Service.Faults;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Health;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Lists;
using CreditDecision.Service.Monitoring;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.PersonalData.Erasing;
using CreditDecision.Service.Reassessment;
using CreditDecision.Service.Reflection;
using CreditDecision.Service.Replays;
using CreditDecision.Service.Reviews;
using CreditDecision.Service.RiskData;
using CreditDecision.Service.Shadowing;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Candidates;
using CreditDecision.Service.Telemetry;
using CreditDecision.V1;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace CreditDecision.Service.Hosting;

/// <summary>Puts the service together: documents first, then the store, then the door.</summary>
public static class ServiceHost
{
    // gRPC clients keep many calls on one connection; the default of 100 would make them wait on each other.
    private const int MostStreamsPerConnection = 1_000;

    /// <summary>All that is served but health and reflection.</summary>
    internal static readonly ServiceDescriptor[] Served =
    [
        DecisionService.Descriptor, StrategyService.Descriptor, ReplayService.Descriptor, BacktestService.Descriptor, AuditService.Descriptor,
        RiskDataService.Descriptor, ListService.Descriptor, PersonalDataService.Descriptor, ModelGovernanceService.Descriptor, MonitoringService.Descriptor,
        ReviewService.Descriptor, ReassessmentService.Descriptor,
    ];

    /// <returns>The process's exit code: 0 after an orderly stop, 1 when it refused to start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        // A line of log per request would cost more than the decision; whoever wants them says so in configuration, which wins.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                // At Information it logs the text of every refusal.
                ["Logging:LogLevel:Grpc"] = "Warning",
            },
        });
        try
        {
            Configure(builder);
            await using WebApplication app = builder.Build();
            // Reads the keys of tokens: where they cannot be used nothing else is begun.
            app.Services.GetRequiredService<DoorGuard>();
            await StoreCheck.RunAsync(app.Services.GetRequiredService<IDecisionLedger>(), app.Services.GetRequiredService<PersonalDataKeys>());
            // Connects before the first callers would all wait for it.
            app.Services.GetRequiredService<IVelocityStore>();
            await BeginAsync(app.Services);
            Map(app);
            app.CheckServicesOfClients();
            app.WarnOfPlaintext();
            app.Observe();
            await app.RunAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync("The service does not start:");
            foreach (string problem in refused.Problems) await Console.Error.WriteLineAsync($"  {problem}");
            return 1;
        }
    }

    // What may decide says governance; what is on a list, the lists.
    private static async Task BeginAsync(IServiceProvider services)
    {
        await services.BeginGovernanceAsync();
        await services.KeepContentAsync();
        await services.ReadListsAsync();
        // Before the door opens, so that nobody waits for what is only needed once.
        await services.GetRequiredService<Rehearsal>().RunAsync();
    }

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MostStreamsPerConnection;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        builder.AddDoor();
        builder.AddCalls();
        builder.AddStrategies(builder.AddGovernance());
        builder.AddPersonalData();
        builder.AddLedger();
        builder.AddShadows();
        builder.AddGathering();
        builder.AddDecisions();
        builder.AddReplays();
        builder.AddBacktests();
        builder.AddAudit();
        builder.AddRiskData();
        builder.AddLists();
        builder.AddMonitoring();
        builder.AddReassessment();
        builder.AddHealth();
        builder.Services.AddReflection([.. Served, Grpc.Health.V1.Health.Descriptor]);
    }

    // The order of the interceptors is that in which a call meets them.
    private static void AddCalls(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new MethodAccess(Served));
        builder.Services.AddGrpc(grpc =>
            {
                grpc.Interceptors.Add<CallTelemetry>();
                grpc.Interceptors.Add<FaultInterceptor>();
                grpc.Interceptors.Add<DoorInterceptor>();
            })
            .AddServiceOptions<ReplayEndpoint>(grpc => grpc.MaxReceiveMessageSize = CandidateStrategies.LargestRequest)
            .AddServiceOptions<BacktestEndpoint>(grpc => grpc.MaxReceiveMessageSize = CandidateStrategies.LargestRequest);
        builder.Services.AddSingleton<FaultInterceptor>();
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<DecisionEndpoint>();
        app.MapGrpcService<StrategyEndpoint>();
        app.MapReplays();
        app.MapGrpcService<BacktestEndpoint>();
        app.MapAudit();
        app.MapGrpcService<RiskDataEndpoint>();
        app.MapGrpcService<ListEndpoint>();
        app.MapGrpcService<ErasureEndpoint>();
        app.MapGrpcService<GovernanceEndpoint>();
        app.MapGrpcService<MonitoringEndpoint>();
        app.MapGrpcService<ReviewEndpoint>();
        app.MapGrpcService<ReassessmentEndpoint>();
        app.MapHealth();
        var statuses = app.Services.GetRequiredService<HealthStatuses>();
        foreach (ServiceDescriptor served in Served)
            statuses.Set(served.FullName, HealthCheckResponse.Types.ServingStatus.Serving);
        app.MapReflection();
    }
}
