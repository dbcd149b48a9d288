using System.Collections.Concurrent;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Does whatever it is asked with one case, and keeps what that was.</summary>
public sealed class ScriptedReviews : ReviewService.ReviewServiceBase
{
    public const string Id = "01997a10-0000-7000-8000-000000000001";

    public ConcurrentQueue<IMessage> Asked { get; } = new();

    public override Task<ReviewCase> ClaimCase(ClaimCaseRequest request, ServerCallContext context) =>
        Answer(request, new ReviewCase { DecisionId = request.DecisionId, State = ReviewState.Claimed, ClaimedBy = "li.na", ClaimedUntil = new Timestamp { Seconds = 1_796_400_000 } });

    public override Task<ReviewCase> ReleaseCase(ReleaseCaseRequest request, ServerCallContext context) =>
        Answer(request, new ReviewCase { DecisionId = request.DecisionId, State = ReviewState.Open, DueAt = new Timestamp { Seconds = 1_796_400_000 }, Overdue = true });

    public override Task<ReviewCase> ResolveCase(ResolveCaseRequest request, ServerCallContext context)
    {
        if (request.Verdict == ReviewVerdict.Decline) return Answer(request, new ReviewCase { DecisionId = request.DecisionId, State = ReviewState.Declined, ResolvedBy = "li.na" });
        return Answer(request, new ReviewCase { DecisionId = request.DecisionId, State = ReviewState.AwaitingConfirmation, ProposedFen = request.AmountFen, ResolvedBy = "li.na" });
    }

    public override Task<ReviewCase> ConfirmCase(ConfirmCaseRequest request, ServerCallContext context)
    {
        if (request.Opinion == SecondOpinion.SendBack) throw new RpcException(new Status(StatusCode.FailedPrecondition, "The case does not allow it: no approval waits."));
        return Answer(request, new ReviewCase
        {
            DecisionId = request.DecisionId, State = ReviewState.Approved, ApprovedFen = 12_000_000, ReservedFen = 12_000_000, ResolvedBy = "li.na", ConfirmedBy = "wang.fang",
        });
    }

    public override Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
    {
        var one = new ReviewCase
        {
            DecisionId = Id, ClientId = "app", ApplicationId = "a-7", Product = "consumer-cash", State = ReviewState.Open, DueAt = new Timestamp { Seconds = 1_796_400_000 }, Overdue = true,
            LimitFen = 3_000_000, Reasons = { new Reason { Name = "biometric_missing" } }, Grade = "A",
        };
        return Answer(request, new ListCasesResponse { Cases = { one }, NextPageToken = "next-1" });
    }

    public override Task<ReviewCaseDetails> GetCase(GetCaseRequest request, ServerCallContext context) => Answer(request, new ReviewCaseDetails
    {
        Case = new ReviewCase { DecisionId = request.DecisionId, State = ReviewState.Declined, ResolvedBy = "li.na" },
        Decision = new Decision { DecisionId = request.DecisionId, Outcome = Outcome.Refer, Product = "consumer-cash" },
        History = { new ReviewEvent { Number = 41, Act = ReviewAct.Decline, Who = "li.na", ReasonCodes = { 5101 }, TextErased = true } },
        HeadroomFen = 17_500_000,
    });

    public override Task<OverridesReport> ReportOverrides(ReportOverridesRequest request, ServerCallContext context) => Answer(request, new OverridesReport
    {
        Reviewers = { new ReviewerOverrides { Reviewer = "li.na", Counts = new OverrideCounts { Cases = 1_234, Approvals = 1_000, Declines = 234, ApprovedFen = 500_000_000 }, SentBack = 7 } },
        Artifacts = { new ArtifactOverrides { Artifact = new Artifact { Kind = "risk", Id = "pd-cash", Version = "3" }, Counts = new OverrideCounts { Cases = 1_234 } } },
    });

    private Task<T> Answer<T>(IMessage asked, T answer)
    {
        Asked.Enqueue(asked);
        return Task.FromResult(answer);
    }
}
