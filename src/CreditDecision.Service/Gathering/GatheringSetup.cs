using CreditDecision.Service.Hosting;
using CreditDecision.Service.RiskData;
using StackExchange.Redis;

namespace CreditDecision.Service.Gathering;

public static class GatheringSetup
{
    private const int ConnectMilliseconds = 1_000;

    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddGathering(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<CacheOptions>("Cache");
        Check(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<GatheringLog>();
        builder.Services.AddSingleton<FactGathering>();
        if (options.Kind == CacheKind.InProcess)
        {
            builder.Services.AddSingleton<IVelocityStore>(_ => new InProcessVelocity(options.MostSubjects));
            builder.Services.AddSingleton<IFeatureCache, NoFeatureCache>();
            return;
        }
        ConfigurationOptions redis = Parse(options.ConnectionString);
        builder.Services.AddSingleton<RedisGuard>();
        builder.Services.AddSingleton(services =>
        {
            ConnectionMultiplexer connection = ConnectionMultiplexer.Connect(redis);
            if (!connection.IsConnected) services.GetRequiredService<GatheringLog>().NotReached();
            // It would answer no call, which is nothing to find out by and by.
            if (!options.Cluster && connection.GetServers().Any(server => server is { IsConnected: true, ServerType: ServerType.Cluster }))
                throw new StartRefusedException(["setting Cache:Cluster: must be true, because a node of a Redis Cluster answers at Cache:ConnectionString"]);
            return connection;
        });
        builder.Services.AddSingleton<IVelocityStore>(services => new RedisVelocity(
            services.GetRequiredService<ConnectionMultiplexer>().GetDatabase(), services.GetRequiredService<RedisGuard>(), options.Cluster));
        builder.Services.AddSingleton<IFeatureCache>(services => new RedisFeatureCache(
            services.GetRequiredService<ConnectionMultiplexer>().GetDatabase(), services.GetRequiredService<RedisGuard>(), TimeSpan.FromSeconds(options.FeatureSeconds)));
        builder.Services.AddHostedService<FeatureWarmUp>();
    }

    private static void Check(CacheOptions options)
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds) problems.Add($"setting Cache:{problem}");
        }
        bool isRedis = options.Kind == CacheKind.Redis;
        Require(options.Kind is CacheKind.InProcess or CacheKind.Redis, "Kind: must be inprocess or redis");
        Require(!isRedis || options.ConnectionString.Length > 0, "ConnectionString: is required where Cache:Kind is redis");
        Require(isRedis || options.ConnectionString.Length == 0, "ConnectionString: is given, but Cache:Kind is inprocess");
        Require(options.MostSubjects >= 1_000, "MostSubjects: must be 1000 or more");
        Require(options.TimeoutMilliseconds is >= 10 and <= 60_000, "TimeoutMilliseconds: must be 10 to 60000");
        Require(options.FailureShare is > 0 and <= 1, "FailureShare: must be above 0 and at most 1");
        Require(options.FewestCalls >= 2, "FewestCalls: must be 2 or more");
        Require(options.WatchedSeconds is >= 1 and <= 3_600, "WatchedSeconds: must be 1 to 3600");
        Require(options.PauseMilliseconds is >= 500 and <= 3_600_000, "PauseMilliseconds: must be 500 to 3600000");
        Require(options.FeatureSeconds is >= 1 and <= 86_400, "FeatureSeconds: must be 1 to 86400");
        Require(options.WarmBorrowers is >= 0 and <= 1_000_000, "WarmBorrowers: must be 0 to 1000000");
        if (problems.Count > 0) throw new StartRefusedException(problems);
    }

    private static ConfigurationOptions Parse(string connectionString)
    {
        try
        {
            ConfigurationOptions redis = ConfigurationOptions.Parse(connectionString);
            // A service that starts while Redis is away serves; the client goes on trying by itself.
            redis.AbortOnConnectFail = false;
            // What cannot be asked now is not asked later: the decision has gone on without.
            redis.BacklogPolicy = BacklogPolicy.FailFast;
            redis.ConnectTimeout = ConnectMilliseconds;
            redis.ClientName = "creditdecision";
            return redis;
        }
        catch (ArgumentException problem)
        {
            throw new StartRefusedException([$"setting Cache:ConnectionString: {problem.Message}"]);
        }
    }
}
