using CreditDecision.Core.Applications;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Governance;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>The registered thing that a run of monitoring is of.</summary>
internal sealed class WatchedThing(GovernanceBook book)
{
    /// <summary>Fills in the subject where the request leaves it out.</summary>
    /// <returns>Null where the request names none.</returns>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: it is not registered, or not what is watched.</exception>
    public async Task<ThingKey?> OfAsync(Wire.RunMonitoringRequest request, CancellationToken cancellation)
    {
        if (request.Thing is not { } asked) return null;
        var key = new ThingKey(asked.Id, asked.Version);
        GovernanceState state = await book.FollowAsync(cancellation);
        if (!state.Portfolio.Things.TryGetValue(key, out Thing? thing)) throw Wrong($"{(asked.Version < 1 ? "must name a version" : "is not registered")}");
        if (SubjectOf(thing) is not { } subject) throw Wrong("is neither a model nor a strategy");
        request.Subject ??= subject;
        bool isIt = request.Subject.Product == subject.Product && request.Subject.ModelId == subject.ModelId && (request.Subject.ModelVersion.Length == 0 || request.Subject.ModelVersion == subject.ModelVersion);
        return isIt ? key : throw Wrong("is not what the subject watches");
    }

    /// <returns>Null for what monitoring does not watch.</returns>
    public static Wire.MonitoringSubject? SubjectOf(Thing thing) => thing.Registration.Kind switch
    {
        ThingKind.Model => new Wire.MonitoringSubject { ModelId = thing.Key.Id, ModelVersion = thing.Registration.Label },
        ThingKind.Strategy => new Wire.MonitoringSubject { Product = thing.Registration.Slot },
        _ => null,
    };

    private static Grpc.Core.RpcException Wrong(string problem) => Refusals.InvalidArgument([new FieldError("thing", problem)]);
}
