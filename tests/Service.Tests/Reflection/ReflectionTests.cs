using CreditDecision.Service.Tests.Hosting;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace CreditDecision.Service.Tests.Reflection;

public sealed class ReflectionTests(SharedService shared) : IClassFixture<SharedService>
{
    [Fact]
    public async Task Every_question_of_reflection_has_its_answer()
    {
        ServerReflectionResponse[] answers = await AskAsync(
            new ServerReflectionRequest { ListServices = "" },
            new ServerReflectionRequest { FileContainingSymbol = "creditdecision.v1.DecisionService.Decide" },
            new ServerReflectionRequest { FileByFilename = "creditdecision/v1/decision.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "no.such.Thing" },
            new ServerReflectionRequest { FileByFilename = "no/such.proto" },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "creditdecision.v1.Decision" });
        Assert.Contains(answers[0].ListServicesResponse.Service, service => service.Name == "creditdecision.v1.DecisionService");
        foreach (ServerReflectionResponse file in answers[1..3])
        {
            FileDescriptorProto[] files = [.. file.FileDescriptorResponse.FileDescriptorProto.Select(bytes => FileDescriptorProto.Parser.ParseFrom(bytes))];
            Assert.Contains(files, found => found.Name == "creditdecision/v1/decision.proto");
        }
        Assert.Equal((int)StatusCode.NotFound, answers[3].ErrorResponse.ErrorCode);
        Assert.Equal((int)StatusCode.NotFound, answers[4].ErrorResponse.ErrorCode);
        Assert.Equal("creditdecision.v1.Decision", answers[5].AllExtensionNumbersResponse.BaseTypeName);
    }

    private async Task<ServerReflectionResponse[]> AskAsync(params ServerReflectionRequest[] requests)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var call = new ServerReflection.ServerReflectionClient(shared.Service.Channel).ServerReflectionInfo(cancellationToken: cancellation);
        var answers = new List<ServerReflectionResponse>();
        foreach (ServerReflectionRequest request in requests)
        {
            await call.RequestStream.WriteAsync(request, cancellation);
            Assert.True(await call.ResponseStream.MoveNext(cancellation));
            Assert.Equal(request, call.ResponseStream.Current.OriginalRequest);
            answers.Add(call.ResponseStream.Current);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(cancellation));
        return [.. answers];
    }
}
