using System.IO.Compression;
using Grpc.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>What all calls of one service share: the options, resolved once at start-up into what a call needs.</summary>
internal sealed class CallSettings
{
    private readonly IncomingRules _plainIncoming;
    private readonly Dictionary<string, IncomingRules> _incoming;
    private readonly int? _maxReceive;
    private readonly int? _maxSend;
    private readonly CompressionLevel? _level;

    public CallSettings(GrpcServiceOptions all, GrpcServiceOptions own, ILogger logger)
    {
        Encodings = new MessageEncodings([.. own.CompressionProviders, .. all.CompressionProviders.ExceptBy(
            own.CompressionProviders.Select(provider => provider.EncodingName), provider => provider.EncodingName)]);
        _maxReceive = own.MaxReceiveMessageSizeSpecified ? own.MaxReceiveMessageSize : all.MaxReceiveMessageSize;
        _maxSend = own.MaxSendMessageSizeSpecified ? own.MaxSendMessageSize : all.MaxSendMessageSize;
        _level = own.ResponseCompressionLevel ?? all.ResponseCompressionLevel;
        DetailedErrors = own.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false;
        ResponseEncoding = own.ResponseCompressionAlgorithm ?? all.ResponseCompressionAlgorithm;
        if (ResponseEncoding is not null && ResponseEncoding != WireNames.Identity && Encodings.Find(ResponseEncoding) is null)
            throw new InvalidOperationException($"The configured response compression algorithm '{ResponseEncoding}' does not have a matching compression provider.");

        Interceptors = [.. all.Interceptors, .. own.Interceptors];
        Logger = logger;
        _plainIncoming = new IncomingRules(_maxReceive, null, Encodings);
        _incoming = Encodings.Names.ToDictionary(name => name, name => new IncomingRules(_maxReceive, name, Encodings));
        PlainOutgoing = new OutgoingRules(_maxSend, null, null);
    }

    public MessageEncodings Encodings { get; }

    public bool DetailedErrors { get; }

    /// <summary>How responses are compressed unless the call says otherwise; null is not at all.</summary>
    public string? ResponseEncoding { get; }

    public IReadOnlyList<InterceptorRegistration> Interceptors { get; }

    public ILogger Logger { get; }

    public OutgoingRules PlainOutgoing { get; }

    /// <summary>Whether one message may be larger than what Kestrel lets a whole request be by default.</summary>
    public bool AllowsLargeRequests => _maxReceive is null or > 30_000_000;

    /// <summary>The rules for a request that announced this encoding; null is none.</summary>
    public IncomingRules IncomingFor(string? announced)
    {
        if (announced is null)
            return _plainIncoming;

        return _incoming.TryGetValue(announced, out var rules) ? rules : new IncomingRules(_maxReceive, announced, Encodings);
    }

    /// <summary>The rules for responses in a known encoding.</summary>
    public OutgoingRules OutgoingIn(string encoding) => new(_maxSend, Encodings.Find(encoding), _level);
}

/// <summary>Makes the settings of one service.</summary>
internal sealed class CallSettingsFactory<TService>(
    IOptions<GrpcServiceOptions> all,
    IOptions<GrpcServiceOptions<TService>> own,
    ILoggerFactory loggers)
    where TService : class
{
    public CallSettings Create() => new(all.Value, own.Value, loggers.CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler"));
}
