using System.Collections.Concurrent;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Replicas;

/// <summary>
/// Frontends as a bank has them: each sends one application after the other, some again, and an application that was not answered again and
/// again until it is, to whichever replica is there.
/// </summary>
internal sealed class LoanFrontends(ReplicaSet replicas, int borrowers, int seed)
{
    // A replica that hangs is no reason to wait for longer.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // A service that is gone, starts, is full or has lost its store.
    private static readonly StatusCode[] SentAgain = [StatusCode.Unavailable, StatusCode.DeadlineExceeded, StatusCode.ResourceExhausted, StatusCode.Cancelled];

    private readonly ConcurrentDictionary<string, Decision> _answers = new();
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly List<string> _served = [];
    private readonly SemaphoreSlim _answered = new(0);
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _repeated, _unanswered;

    /// <summary>What was answered, by application.</summary>
    public IReadOnlyDictionary<string, Decision> Answers => _answers;

    /// <summary>Answers that should not have been, in words.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    public int Repeated => _repeated;

    /// <summary>Calls that ended without an answer.</summary>
    public int Unanswered => _unanswered;

    /// <summary>A change to this content was answered: whoever calls from now on gets its decisions, or those of a later one.</summary>
    public void Serves(string content)
    {
        lock (_served) _served.Add(content);
    }

    /// <summary>Waits until so many more new applications are answered.</summary>
    public async Task AnsweredAsync(int more)
    {
        for (int wanted = _answers.Count + more; _answers.Count < wanted;)
        {
            // A fault of a frontend ends the test, which would wait without end where all had one.
            if (await Task.WhenAny(_answered.WaitAsync(), _fault.Task) == _fault.Task) await _fault.Task;
        }
    }

    /// <summary>Runs until the end is asked for and what is under way is answered.</summary>
    public async Task RunAsync(int number, CancellationToken end)
    {
        try
        {
            await CallAsync(number, end);
        }
        catch (Exception fault)
        {
            _fault.TrySetException(fault);
            throw;
        }
    }

    private async Task CallAsync(int number, CancellationToken end)
    {
        var random = new Random(seed + number);
        var own = new List<DecideRequest>();
        while (!end.IsCancellationRequested)
        {
            if (own.Count > 0 && random.Next(5) == 0) await RepeatAsync(own[random.Next(own.Count)]);
            else own.Add(await SendAsync(Application($"f{number}-{own.Count}", random)));
        }
    }

    private async Task<DecideRequest> SendAsync(DecideRequest request)
    {
        string[] before;
        // What the last change put to use may serve before its answer is written down here, so only those before it are surely gone.
        lock (_served) before = [.. _served.SkipLast(1)];
        Decision decision = await DecideAsync(request);
        string content = decision.Documents.Single(document => document.Kind == "content").Sha256;
        if (before.Contains(content)) _wrong.Enqueue($"{request.ApplicationId} was decided by content {content} after it was replaced");
        _answers[request.ApplicationId] = decision;
        _answered.Release();
        return request;
    }

    private async Task RepeatAsync(DecideRequest request)
    {
        Interlocked.Increment(ref _repeated);
        Decision again = await DecideAsync(request);
        if (!again.Equals(_answers[request.ApplicationId])) _wrong.Enqueue($"{request.ApplicationId} was answered with two decisions");
    }

    private async Task<Decision> DecideAsync(DecideRequest request)
    {
        while (true)
        {
            try
            {
                RunningService replica = replicas.Next();
                return await replica.Client.DecideAsync(request, deadline: TimeProvider.System.GetUtcNow().Add(Deadline).UtcDateTime);
            }
            catch (RpcException failure) when (SentAgain.Contains(failure.StatusCode))
            {
                Interlocked.Increment(ref _unanswered);
            }
        }
    }

    // So many to one borrower that caps are reached, and so few that each is met by several frontends at once.
    private DecideRequest Application(string id, Random random)
    {
        DecideRequest request = Requests.Clean(id, random.Next(borrowers));
        request.AmountFen = random.Next(10, 2_001) * 10_000L;
        int product = random.Next(10);
        if (product >= 6) request.Product = "consumer-instalment";
        if (product == 9) (request.Product, request.Purpose) = ("personal-business", LoanPurpose.BusinessTurnover);
        return request;
    }
}
