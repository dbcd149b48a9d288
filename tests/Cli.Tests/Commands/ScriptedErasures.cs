using System.Collections.Concurrent;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Erases whom it says to be due, once each, and refuses everybody else.</summary>
public sealed class ScriptedErasures : PersonalDataService.PersonalDataServiceBase
{
    private const int PageLength = 2;

    public static IReadOnlyList<string> Due { get; } = [.. Enumerable.Range(1, 5).Select(number => new string((char)('0' + number), 64))];

    public ConcurrentQueue<EraseBorrowerRequest> Asked { get; } = new();

    /// <summary>The <c>authorization</c> of each call.</summary>
    public ConcurrentQueue<string?> Borne { get; } = new();

    public override Task<Erasure> EraseBorrower(EraseBorrowerRequest request, ServerCallContext context)
    {
        Borne.Enqueue(context.RequestHeaders.GetValue("authorization"));
        Asked.Enqueue(request);
        if (!Due.Contains(request.BorrowerToken)) throw new RpcException(new Status(StatusCode.FailedPrecondition, "The borrower may not be erased yet."));
        return Task.FromResult(new Erasure { Number = Asked.Count, BorrowerToken = request.BorrowerToken });
    }

    public override Task<ListDueResponse> ListDue(ListDueRequest request, ServerCallContext context)
    {
        int from = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken);
        var response = new ListDueResponse { NextPageToken = from + PageLength < Due.Count ? $"{from + PageLength}" : "" };
        response.Borrowers.Add(Due.Skip(from).Take(PageLength).Select(token => new DueBorrower { BorrowerToken = token, Decisions = 3, LastActivityAt = new Timestamp { Seconds = 1_400_000_000 } }));
        return Task.FromResult(response);
    }

    public override Task<ListErasuresResponse> ListErasures(ListErasuresRequest request, ServerCallContext context) => Task.FromResult(new ListErasuresResponse
    {
        Erasures = { new Erasure { Number = 12, BorrowerToken = Due[0], ErasedAt = new Timestamp { Seconds = 1_767_225_600 }, Reason = ErasureReason.RetentionOver, RequestedBy = "wang.fang", Decisions = 1_234 } },
        NextPageToken = "12",
    });
}
