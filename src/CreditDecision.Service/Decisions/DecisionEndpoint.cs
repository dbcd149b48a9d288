using CreditDecision.Service.Decisions.Messages;
using Google.Protobuf;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// The gRPC face of decisions. Bound by hand and not by generated code, because an application is decided from the bytes that came, and answered
/// with the bytes that were recorded: the messages of them would be made only to be thrown away.
/// </summary>
[BindServiceMethod(typeof(DecisionEndpoint), nameof(Bind))]
internal sealed class DecisionEndpoint(DecisionDesk desk, DecisionQueries queries)
{
    private static readonly Marshaller<WrittenDecision> Written = Marshallers.Create<WrittenDecision>(
        (decision, context) => context.Complete(decision.Bytes), _ => throw new NotSupportedException("The service reads no decision."));

    private static readonly Marshaller<ReceivedRequest> Received = Marshallers.Create<ReceivedRequest>(
        (_, _) => throw new NotSupportedException("The service writes no request."), ReceivedRequest.Read);

    private static readonly Method<ReceivedRequest, WrittenDecision> DecideMethod = MethodOf(nameof(Decide), Received, Written);

    private static readonly Method<Wire.GetDecisionRequest, WrittenDecision> GetMethod =
        MethodOf(nameof(GetDecision), MarshallerOf(Wire.GetDecisionRequest.Parser), Written);

    private static readonly Method<Wire.ListDecisionsRequest, Wire.ListDecisionsResponse> ListMethod =
        MethodOf(nameof(ListDecisions), MarshallerOf(Wire.ListDecisionsRequest.Parser), MarshallerOf(Wire.ListDecisionsResponse.Parser));

    public Task<WrittenDecision> Decide(ReceivedRequest request, ServerCallContext context) => desk.DecideAsync(request, context.CancellationToken).AsTask();

    public Task<WrittenDecision> GetDecision(Wire.GetDecisionRequest request, ServerCallContext context) =>
        queries.GetAsync(request, context.CancellationToken).AsTask();

    public Task<Wire.ListDecisionsResponse> ListDecisions(Wire.ListDecisionsRequest request, ServerCallContext context) =>
        queries.ListAsync(request, context.CancellationToken).AsTask();

    /// <summary>Names the methods of the service to the server, as generated code does.</summary>
    /// <param name="endpoint">Null where only the methods are asked for.</param>
    public static void Bind(ServiceBinderBase binder, DecisionEndpoint? endpoint)
    {
        binder.AddMethod(DecideMethod, endpoint is null ? null : endpoint.Decide);
        binder.AddMethod(GetMethod, endpoint is null ? null : endpoint.GetDecision);
        binder.AddMethod(ListMethod, endpoint is null ? null : endpoint.ListDecisions);
    }

    private static Method<TRequest, TResponse> MethodOf<TRequest, TResponse>(string name, Marshaller<TRequest> request, Marshaller<TResponse> response) =>
        new(MethodType.Unary, Wire.DecisionService.Descriptor.FullName, name, request, response);

    private static Marshaller<T> MarshallerOf<T>(MessageParser<T> parser) where T : IMessage<T>, IBufferMessage => Marshallers.Create<T>(
        static (message, context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
}
