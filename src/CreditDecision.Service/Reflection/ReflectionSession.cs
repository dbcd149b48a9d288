using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using static Grpc.Reflection.V1.ServerReflectionRequest;

namespace CreditDecision.Service.Reflection;

/// <summary>Answers the questions of one stream. It remembers which files the stream has, so that none is sent twice.</summary>
internal sealed class ReflectionSession(ReflectionCatalog catalog)
{
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = request.MessageRequestCase switch
        {
            MessageRequestOneofCase.FileByFilename => File(catalog.FileByName(request.FileByFilename), request.FileByFilename),
            MessageRequestOneofCase.FileContainingSymbol => File(catalog.FileBySymbol(request.FileContainingSymbol), request.FileContainingSymbol),
            MessageRequestOneofCase.FileContainingExtension => Extension(request.FileContainingExtension),
            MessageRequestOneofCase.AllExtensionNumbersOfType => ExtensionNumbers(request.AllExtensionNumbersOfType),
            MessageRequestOneofCase.ListServices => ListServices(),
            _ => Error(StatusCode.InvalidArgument, "the request asks nothing that this server knows"),
        };
        response.ValidHost = request.Host;
        response.OriginalRequest = request;
        return response;
    }

    private ServerReflectionResponse Extension(ExtensionRequest asked) =>
        File(catalog.FileByExtension(asked.ContainingType, asked.ExtensionNumber), $"{asked.ContainingType} extension {asked.ExtensionNumber}");

    private ServerReflectionResponse ExtensionNumbers(string message)
    {
        if (catalog.ExtensionNumbers(message) is not { } numbers)
            return Error(StatusCode.NotFound, $"not found: {message}");

        return new() { AllExtensionNumbersResponse = new() { BaseTypeName = message, ExtensionNumber = { numbers } } };
    }

    private ServerReflectionResponse ListServices() =>
        new() { ListServicesResponse = new() { Service = { catalog.Services.Select(name => new ServiceResponse { Name = name }) } } };

    private ServerReflectionResponse File(FileDescriptor? file, string asked)
    {
        if (file is null)
            return Error(StatusCode.NotFound, $"not found: {asked}");

        var response = new FileDescriptorResponse();
        AddWithImports(response, file, isAsked: true);
        return new() { FileDescriptorResponse = response };
    }

    /// <summary>The file that was asked for comes first and always; its imports follow unless the stream has them.</summary>
    private void AddWithImports(FileDescriptorResponse response, FileDescriptor file, bool isAsked)
    {
        if (!_sent.Add(file.Name) && !isAsked)
            return;

        response.FileDescriptorProto.Add(file.SerializedData);
        foreach (var import in file.Dependencies)
            AddWithImports(response, import, isAsked: false);
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new() { ErrorCode = (int)code, ErrorMessage = message } };
}
