using System.Collections.Concurrent;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Tells what the test wants of an audit trail, and keeps what it was asked.</summary>
public sealed class ScriptedAudit : AuditService.AuditServiceBase
{
    public static AuditHead Head { get; } = new()
    {
        Anchor = 7,
        MadeAt = new Timestamp { Seconds = 1_767_225_600 },
        Digest = ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xab, 32)]),
    };

    public ConcurrentQueue<VerifyRequest> Asked { get; } = new();

    public IReadOnlyList<VerifyProgress> Tells { get; set; } =
        [new VerifyProgress { Anchors = 7 }, new VerifyProgress { Anchors = 7, Links = 70, Records = 1_234, Report = new AuditReport { Head = Head } }];

    public override Task<AuditHead> GetHead(GetHeadRequest request, ServerCallContext context) => Task.FromResult(Head);

    public override async Task Verify(VerifyRequest request, IServerStreamWriter<VerifyProgress> responseStream, ServerCallContext context)
    {
        Asked.Enqueue(request);
        foreach (VerifyProgress progress in Tells) await responseStream.WriteAsync(progress);
    }
}
