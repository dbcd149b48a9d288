using System.Collections.Concurrent;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>A service whose answers the test writes, and which keeps what it was asked.</summary>
public sealed class ScriptedService : DecisionService.DecisionServiceBase
{
    public ConcurrentQueue<DecideRequest> Asked { get; } = new();

    public ConcurrentQueue<ListDecisionsRequest> Listed { get; } = new();

    public Func<DecideRequest, Decision> Decides { get; set; } = Approve;

    public Func<GetDecisionRequest, Decision> Gets { get; set; } = _ => throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "there is no such decision"));

    public Func<ListDecisionsRequest, ListDecisionsResponse> Lists { get; set; } = _ => new ListDecisionsResponse();

    public override Task<Decision> Decide(DecideRequest request, ServerCallContext context)
    {
        Asked.Enqueue(request);
        return Task.FromResult(Decides(request));
    }

    public override Task<Decision> GetDecision(GetDecisionRequest request, ServerCallContext context) => Task.FromResult(Gets(request));

    public override Task<ListDecisionsResponse> ListDecisions(ListDecisionsRequest request, ServerCallContext context)
    {
        Listed.Enqueue(request);
        return Task.FromResult(Lists(request));
    }

    public static Decision Approve(DecideRequest request) => new()
    {
        DecisionId = $"d-{request.ApplicationId}",
        ClientId = request.ClientId,
        ApplicationId = request.ApplicationId,
        Product = request.Product,
        Outcome = Outcome.Approve,
        Grade = "B",
        ProbabilityOfDefault = 0.0125,
        DecidedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
        ReservedFen = 5_000_000,
        Offer = new Offer
        {
            LimitFen = 5_000_000,
            TenorMonths = 12,
            RepaymentMethod = RepaymentMethod.EqualInstallment,
            AprBps = 1_085,
            AllInCostBps = 1_120,
            Schedule = { new Installment { Number = 1, DueMonth = 1, PrincipalFen = 5_000_000, InterestFen = 45_208 } },
        },
    };

    public static RpcException BadRequest(params (string Field, string Description)[] violations)
    {
        var bad = new BadRequest();
        bad.FieldViolations.AddRange(violations.Select(each => new BadRequest.Types.FieldViolation { Field = each.Field, Description = each.Description }));
        return WithDetails(StatusCode.InvalidArgument, "the application has mistakes", bad);
    }

    public static RpcException WithDetails(StatusCode code, string message, params IMessage[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message };
        status.Details.AddRange(details.Select(Any.Pack));
        return new RpcException(new Grpc.Core.Status(code, message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
