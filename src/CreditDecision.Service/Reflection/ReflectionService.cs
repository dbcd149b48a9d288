using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1;
using Alpha = Grpc.Reflection.V1Alpha;

namespace CreditDecision.Service.Reflection;

/// <summary>grpc.reflection.v1.ServerReflection.</summary>
public sealed class ReflectionService(ReflectionCatalog catalog) : ServerReflection.ServerReflectionBase
{
    /// <inheritdoc/>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        var session = new ReflectionSession(catalog);
        while (await requestStream.MoveNext(context.CancellationToken))
            await responseStream.WriteAsync(session.Answer(requestStream.Current));
    }
}

/// <summary>
/// grpc.reflection.v1alpha.ServerReflection, which older tools ask. Both versions have the same fields, so a message of one is read as
/// the other's.
/// </summary>
public sealed class AlphaReflectionService(ReflectionCatalog catalog) : Alpha.ServerReflection.ServerReflectionBase
{
    /// <inheritdoc/>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<Alpha.ServerReflectionRequest> requestStream,
        IServerStreamWriter<Alpha.ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        var session = new ReflectionSession(catalog);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var request = ServerReflectionRequest.Parser.ParseFrom(requestStream.Current.ToByteString());
            var response = session.Answer(request);
            await responseStream.WriteAsync(Alpha.ServerReflectionResponse.Parser.ParseFrom(response.ToByteString()));
        }
    }
}
